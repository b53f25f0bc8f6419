package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.Losses;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.format.TranscriptEncoder;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
   * @throws IllegalArgumentException if no format has this name, or it is a format of folders
   * @throws SessionNotFound if neither a thread nor a session has the id
   * @throws InvalidData if the thread has no archived original in a foreign format
   * @throws UncheckedIOException if the stream cannot be written to
   */
  public long export(String id, @Nullable String format, OutputStream output) {
    Formats.check(format);
    if (isFolder(format)) {
      throw new IllegalArgumentException("the format " + format + " is a folder, not a file");
    }
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
    try {
      return WholeFile.write(file, output -> export(id, format, output));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether a format is one of folders; null stands for Threadbase's own. */
  public static boolean isFolder(@Nullable String format) {
    return SegmentFilesLayout.NAME.equals(format)
        || (format != null && Formats.named(format).filter(TranscriptFormat::isFolder).isPresent());
  }

  /**
   * Exports a session, every thread of it, to a folder, which is made if it is not there. Each file
   * is there whole, or as it was before.
   *
   * @param id a thread or a session
   * @param format the name of a format of folders
   * @throws IllegalArgumentException if no format of folders has this name
   * @throws SessionNotFound if neither a thread nor a session has the id
   * @throws InvalidData if the session has nothing that the format could hold, or two threads would
   *     have one place in the folder; nothing was written then
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public FolderExport exportFolder(String id, String format, Path folder) {
    Formats.check(format);
    if (!isFolder(format)) {
      throw new IllegalArgumentException("the format " + format + " is a file, not a folder");
    }
    return journal.read(
        snapshot -> {
          try {
            String session = sessionOf(snapshot, id);
            return format.equals(SegmentFilesLayout.NAME)
                ? SegmentFilesExport.write(snapshot, session, folder)
                : SessionTreeExport.write(snapshot, session, folder);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
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
    Added added = new Added(format, snapshot.thread(threadId).orElseThrow(), output);
    snapshot.readSource(newest, added::original);
    snapshot.addedEntries(threadId, added::added);
    return added.lost;
  }

  private static final class Added implements Losses {
    private final TranscriptEncoder encoder;
    private final OutputStream output;
    private boolean atLineStart = true;
    private long lost;

    Added(TranscriptFormat format, ThreadMeta thread, OutputStream output) {
      this.encoder = format.encoder(thread, this);
      this.output = output;
    }

    void original(byte[] bytes) {
      write(bytes);
      atLineStart = bytes[bytes.length - 1] == '\n';
    }

    void added(Entry entry) {
      for (String line : lines(entry)) {
        String start = atLineStart ? "" : "\n";
        atLineStart = true;
        write((start + line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    private List<String> lines(Entry entry) {
      try {
        return encoder.lines(entry);
      } catch (InvalidData raw) {
        // A payload of another form, which only Threadbase's own format can carry.
        entry(entry);
        return List.of();
      }
    }

    @Override
    public void entry(Entry entry) {
      lost++;
    }

    @Override
    public void field(Entry entry, String field) {}

    @Override
    public void thread(String field) {}

    private void write(byte[] bytes) {
      try {
        output.write(bytes);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
