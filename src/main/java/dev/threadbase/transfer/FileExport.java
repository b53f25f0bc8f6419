package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Writes threads as files of a folder, one each, under the names that the format has for them. */
final class FileExport {

  private static final int LONGEST_NAME = 255;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_%-][A-Za-z0-9._%-]*");

  private FileExport() {}

  /**
   * Writes every thread of some sessions.
   *
   * @param lines writes a thread to a stream
   * @throws InvalidData if a thread cannot have a file of its own; nothing was written then
   */
  static void write(
      Snapshot snapshot,
      List<String> sessionIds,
      TranscriptFormat format,
      Path folder,
      BiConsumer<ThreadMeta, OutputStream> lines)
      throws IOException {
    Map<String, ThreadMeta> threads = new LinkedHashMap<>();
    Map<String, String> threadOf = new HashMap<>();
    for (String sessionId : sessionIds) {
      for (ThreadMeta thread : ThreadEntries.threads(snapshot, sessionId).values()) {
        String name = name(format, thread);
        // Some systems take names for the same that differ in case.
        String other = threadOf.putIfAbsent(name.toLowerCase(Locale.ROOT), thread.id());
        if (other != null) {
          throw new InvalidData(
              "the threads '%s' and '%s' would have the same file".formatted(other, thread.id()));
        }
        threads.put(name, thread);
      }
    }
    for (Map.Entry<String, ThreadMeta> each : threads.entrySet()) {
      Path file = folder.resolve(each.getKey());
      WholeFile.makeFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      WholeFile.write(file, output -> lines.accept(each.getValue(), output));
    }
  }

  private static String name(TranscriptFormat format, ThreadMeta thread) {
    String name = format.fileName(thread);
    for (String part : name.split("/", -1)) {
      if (!NAME.matcher(part).matches() || part.length() > LONGEST_NAME) {
        throw new InvalidData("the id of thread " + thread.id() + " cannot be the name of a file");
      }
    }
    return name;
  }
}
