package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Exports as JSON lines, from one snapshot, in memory that does not grow with what is exported.
 *
 * <p>Threadbase's own format is a whole session without any loss. A foreign format is the archived
 * original of a thread that was imported from it, byte for byte, and then what was appended here
 * since.
 */
public final class Exporter {

  private final Journal journal;

  /** Takes the journal. */
  public Exporter(Journal journal) {
    this.journal = journal;
  }

  /**
   * Exports to a stream, which stays open.
   *
   * @param id a thread or a session
   * @param format the format's name; null for Threadbase's own
   * @return how many entries had no place in the format; always 0 for Threadbase's own
   * @throws IllegalArgumentException if no format has this name
   * @throws SessionNotFound if neither a thread nor a session has the id
   * @throws InvalidData if the thread has no archived original in a foreign format
   * @throws UncheckedIOException if the stream cannot be written to
   */
  public long export(String id, @Nullable String format, OutputStream output) {
    Formats.check(format);
    Optional<TranscriptFormat> foreign = format == null ? Optional.empty() : Formats.named(format);
    AtomicBoolean begun = new AtomicBoolean();
    return journal.read(
        snapshot -> {
          if (begun.getAndSet(true)) {
            // The database undid the snapshot; what went to the stream cannot be taken back.
            throw new StoreUnavailable("the export was interrupted; run it again", null);
          }
          if (foreign.isPresent()) {
            return exportThread(snapshot, id, foreign.get(), output);
          }
          NativeExport.write(snapshot, sessionOf(snapshot, id), output);
          return 0L;
        });
  }

  /**
   * Exports to a file: it is there whole, or as it was before.
   *
   * @see #export(String, String, OutputStream)
   */
  public long export(String id, @Nullable String format, Path file) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    try {
      Path part = Files.createTempFile(folder, ".export", ".part");
      try {
        long lost;
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
          lost = export(id, format, Channels.newOutputStream(channel));
          channel.force(true);
        }
        Files.move(
            part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return lost;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String sessionOf(Snapshot snapshot, String id) {
    Optional<String> session = snapshot.thread(id).map(ThreadMeta::sessionId);
    if (session.isPresent()) {
      return session.get();
    }
    if (snapshot.hasSession(id)) {
      return id;
    }
    throw new SessionNotFound(id);
  }

  private static long exportThread(
      Snapshot snapshot, String threadId, TranscriptFormat format, OutputStream output) {
    List<Source> sources =
        snapshot.sources(threadId).stream()
            .filter(source -> source.format().equals(format.name()))
            .toList();
    if (sources.isEmpty()) {
      sessionOf(snapshot, threadId);
      throw new InvalidData(
          "thread " + threadId + " was not imported from the format " + format.name());
    }
    Source newest = sources.get(sources.size() - 1);
    Added added = new Added(format, output);
    snapshot.readSource(newest, added::original);
    snapshot.addedEntries(threadId, added::entry);
    return added.lost;
  }

  private static final class Added {
    private final TranscriptFormat format;
    private final OutputStream output;
    private boolean atLineStart = true;
    private long lost;

    Added(TranscriptFormat format, OutputStream output) {
      this.format = format;
      this.output = output;
    }

    void original(byte[] bytes) {
      write(bytes);
      atLineStart = bytes[bytes.length - 1] == '\n';
    }

    void entry(Entry entry) {
      Optional<String> line = line(entry);
      if (line.isEmpty()) {
        lost++;
        return;
      }
      String start = atLineStart ? "" : "\n";
      atLineStart = true;
      write((start + line.get() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> line(Entry entry) {
      try {
        return format.line(entry);
      } catch (InvalidData raw) {
        // A payload of another form, which only Threadbase's own format can carry.
        return Optional.empty();
      }
    }

    private void write(byte[] bytes) {
      try {
        output.write(bytes);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
