package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Placed;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.SessionTreeFolder;
import dev.threadbase.transfer.format.SessionTreeFormat;
import dev.threadbase.transfer.format.SessionTreeLines;
import dev.threadbase.transfer.format.SessionTreeSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes every thread of a session as a folder of a session tree: the journal before the snapshot,
 * so that a reader in between finds a snapshot that is behind, which it mends.
 */
final class SessionTreeExport {

  private static final int LONGEST_NAME = 255;

  private final Snapshot snapshot;
  private final Map<String, SessionTreeLines> journals = new HashMap<>();
  private final LossTally tally;

  private SessionTreeExport(Snapshot snapshot, LossTally tally) {
    this.snapshot = snapshot;
    this.tally = tally;
  }

  /**
   * Writes a session.
   *
   * @throws InvalidData if a thread cannot have a folder of its own; nothing was written then
   */
  static void write(Snapshot snapshot, String sessionId, Path root, LossTally tally)
      throws IOException {
    tally.session(sessionId);
    Map<String, ThreadMeta> threads = ThreadEntries.threads(snapshot, sessionId);
    Map<String, String> names = names(threads.keySet());
    SessionTreeExport export = new SessionTreeExport(snapshot, tally);
    for (ThreadMeta thread : originsFirst(threads)) {
      export.write(thread, root.resolve(Objects.requireNonNull(names.get(thread.id()))));
    }
  }

  private static Map<String, String> names(Set<String> threadIds) {
    Map<String, String> names = new HashMap<>();
    Map<String, String> threadOf = new HashMap<>();
    for (String id : threadIds) {
      String name = SessionTreeFolder.name(id);
      if (name.length() > LONGEST_NAME) {
        throw new InvalidData("the id of thread " + id + " is too long for the name of a folder");
      }
      String other = threadOf.putIfAbsent(name, id);
      if (other != null) {
        throw new InvalidData(
            "the threads '%s' and '%s' would have the same folder".formatted(other, id));
      }
      names.put(id, name);
    }
    return names;
  }

  /** Forks after what they were forked from, whose lines they refer to. */
  private static List<ThreadMeta> originsFirst(Map<String, ThreadMeta> threads) {
    Map<String, ThreadMeta> ordered = new LinkedHashMap<>();
    for (ThreadMeta thread : threads.values()) {
      Map<String, ThreadMeta> line = new LinkedHashMap<>();
      for (ThreadMeta at = thread; at != null && line.putIfAbsent(at.id(), at) == null; ) {
        at = at.forkedFromThreadId() == null ? null : threads.get(at.forkedFromThreadId());
      }
      List<ThreadMeta> ancestors = new ArrayList<>(line.values());
      for (int i = ancestors.size() - 1; i >= 0; i--) {
        ordered.putIfAbsent(ancestors.get(i).id(), ancestors.get(i));
      }
    }
    return List.copyOf(ordered.values());
  }

  private void write(ThreadMeta thread, Path folder) throws IOException {
    tally.thread(String.valueOf(thread.sessionId()), thread.id());
    WholeFile.makeFolder(folder);
    List<Placed> placed = new ArrayList<>();
    snapshot.placed(thread.id(), placed::add);
    Set<String> own = placed.stream().map(Placed::id).collect(Collectors.toSet());
    SessionTreeLines lines = new SessionTreeLines(thread.id(), own, tally);
    journals.put(thread.id(), lines);
    Path journal = folder.resolve(SessionTreeFolder.ENTRIES);
    Source source = source(thread, placed);
    if (thread.entryCount() > 0 || Files.exists(journal) || source != null) {
      WholeFile.write(
          journal, output -> writeJournal(thread, source, lines, tally.telling(output)));
    }
    if (!lines.canBeLeaf(thread.leafId())) {
      tally.thread("leaf");
    }
    tellWhatNoSnapshotSays(thread);
    byte[] text = snapshotOf(thread, lines).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(
        folder.resolve(SessionTreeFolder.THREAD), output -> put(tally.telling(output), text));
  }

  private void tellWhatNoSnapshotSays(ThreadMeta thread) {
    tell("workspace", thread.workspace());
    tell("channel", thread.channel());
    tell("vendor", thread.vendor());
    tell("endpoint", thread.endpoint());
    tell("model", thread.model());
    tell("lease_required", thread.leaseRequired() ? "" : null);
    thread.metadata().keySet().stream()
        .filter(name -> !SessionTreeSnapshot.isOurs(name))
        .forEach(name -> tell("metadata." + name, ""));
  }

  private void tell(String name, @Nullable String value) {
    if (value != null) {
      tally.thread(name);
    }
  }

  private String snapshotOf(ThreadMeta thread, SessionTreeLines lines) {
    String leaf = lines.idOf(thread.leafId());
    String forkPoint = thread.forkedFromEntryId();
    SessionTreeLines origin =
        thread.forkedFromThreadId() == null ? null : journals.get(thread.forkedFromThreadId());
    String there = origin == null ? null : origin.idOf(forkPoint);
    return SessionTreeSnapshot.text(
        thread,
        leaf != null ? leaf : thread.leafId(),
        there != null ? there : forkPoint,
        CleanText::isStorable);
  }

  /**
   * The original of a thread, if all that was imported of the thread is in it. A file that was
   * rewritten between two imports is two originals, and neither holds everything.
   */
  private @Nullable Source source(ThreadMeta thread, List<Placed> placed) {
    List<Source> sources =
        snapshot.sources(thread.id()).stream()
            .filter(source -> source.format().equals(SessionTreeFormat.NAME))
            .toList();
    if (sources.isEmpty()) {
      return null;
    }
    Source newest = sources.get(sources.size() - 1);
    boolean whole =
        placed.stream()
            .map(Placed::source)
            .allMatch(line -> line == null || line.sourceId().equals(newest.id()));
    return whole ? newest : null;
  }

  private void writeJournal(
      ThreadMeta thread, @Nullable Source source, SessionTreeLines lines, OutputStream output) {
    boolean[] atLineStart = {true};
    if (source != null) {
      snapshot.readSource(
          source,
          bytes -> {
            put(output, bytes);
            atLineStart[0] = bytes[bytes.length - 1] == '\n';
          });
    }
    if (LogMessages.isLog(snapshot, thread)) {
      LogMessages.read(snapshot, thread, tally, entry -> put(output, lines.own(entry)));
      return;
    }
    Instant made = Objects.requireNonNull(thread.createdAt());
    snapshot.inheritedEntries(thread.id(), entry -> put(output, lines.copied(entry, made)));
    snapshot.ownEntries(
        thread.id(),
        entry -> {
          SourceLine line = entry.source();
          if (source != null && line != null) {
            lines.archived(entry, idInFile(entry.id(), line));
            tally.written(1, 1);
            return;
          }
          if (!atLineStart[0]) {
            put(output, new byte[] {'\n'});
            atLineStart[0] = true;
          }
          put(output, lines.own(entry));
        });
  }

  /** An id that was taken when its line was imported was made longer by the line's number. */
  private static String idInFile(String entryId, SourceLine line) {
    String mark = "#" + line.line();
    String id = entryId;
    while (id.endsWith(mark)) {
      id = id.substring(0, id.length() - mark.length());
    }
    return id;
  }

  private void put(OutputStream output, List<String> lines) {
    tally.written(1, lines.size());
    for (String line : lines) {
      put(output, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(OutputStream output, byte[] bytes) {
    try {
      output.write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
