package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import dev.threadbase.transfer.format.TranscriptFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Exports as JSON lines, from one snapshot, in memory that does not grow with what is said.
 *
 * <p>Threadbase's own format is whole sessions without any loss. A foreign format is the archived
 * original of a thread that was imported from it, byte for byte, and then what was appended here
 * since; any other thread is converted, and the report names what has no place in the format. The
 * same export of the same state gives the same bytes.
 */
public final class Exporter {

  private final Journal journal;
  private final StagedLines stages;
  private final LongConsumer progress;

  /** Takes the journal. */
  public Exporter(Journal journal) {
    this(journal, new StagedLines(List.of()), bytes -> {});
  }

  private Exporter(Journal journal, StagedLines stages, LongConsumer progress) {
    this.journal = journal;
    this.stages = stages;
    this.progress = progress;
  }

  /**
   * An exporter that tells how many bytes it has written, each time it has; on the thread that
   * writes.
   */
  public Exporter telling(LongConsumer bytes) {
    return new Exporter(journal, stages, bytes);
  }

  /**
   * An exporter that sends every file of JSON lines through stages; the report counts entries and
   * lines before them. Threadbase's own format and the formats of folders are refused: their lines
   * vouch for each other.
   */
  public Exporter through(List<Stage> list) {
    return new Exporter(journal, new StagedLines(list), progress);
  }

  /**
   * Exports a thread, or in Threadbase's own format its session.
   *
   * @see #export(Collection, String, OutputStream)
   */
  public ExportReport export(String id, @Nullable String format, OutputStream output) {
    return export(List.of(id), format, output);
  }

  /**
   * Exports to a stream, which stays open.
   *
   * @param ids threads or sessions: in Threadbase's own format any number, whose sessions follow
   *     each other; in a foreign format one, which is a thread, deleted or not, or a session with
   *     one thread that is not deleted
   * @param format the format's name; null for Threadbase's own
   * @throws IllegalArgumentException if no format has this name, it is a format of folders, there
   *     is no id or too many, or a session is named twice
   * @throws SessionNotFound if neither a thread nor a session has an id
   * @throws InvalidData if a session of several threads is to be one file of a foreign format
   * @throws PipelineException if a stage fails; the stream may hold part of the lines
   * @throws UncheckedIOException if the stream cannot be written to
   */
  public ExportReport export(Collection<String> ids, @Nullable String format, OutputStream output) {
    Formats.check(format);
    checkStages(format);
    if (isFolder(format)) {
      throw new IllegalArgumentException("the format " + format + " is a folder, not a file");
    }
    Optional<TranscriptFormat> foreign = format == null ? Optional.empty() : Formats.named(format);
    if (ids.isEmpty() || (foreign.isPresent() && ids.size() > 1)) {
      throw new IllegalArgumentException("one thread is a file of the format " + format);
    }
    AtomicBoolean begun = new AtomicBoolean();
    return journal.read(
        snapshot -> {
          if (begun.getAndSet(true)) {
            // The database undid the snapshot; what went to the stream cannot be taken back.
            throw new StoreUnavailable("the export was interrupted; run it again", null);
          }
          LossTally tally = new LossTally(progress);
          if (foreign.isPresent()) {
            ThreadMeta thread = threadOf(snapshot, ids.iterator().next());
            stages.write(
                output,
                target -> TranscriptExport.write(snapshot, thread, foreign.get(), target, tally),
                tally);
          } else {
            List<String> sessions = sessionsOf(snapshot, ids);
            stages.write(
                output,
                target -> sessions.forEach(id -> NativeExport.write(snapshot, id, target, tally)),
                tally);
          }
          return tally.report();
        });
  }

  /**
   * Exports to a file: it is there whole, or as it was before.
   *
   * @see #export(Collection, String, OutputStream)
   */
  public ExportReport export(String id, @Nullable String format, Path file) {
    return export(List.of(id), format, file);
  }

  /**
   * Exports to a file: it is there whole, or as it was before.
   *
   * @see #export(Collection, String, OutputStream)
   */
  public ExportReport export(Collection<String> ids, @Nullable String format, Path file) {
    try {
      List<ExportReport> report = new ArrayList<>();
      WholeFile.write(file, output -> report.add(export(ids, format, output)));
      return report.get(0);
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
   * Exports a session, every thread of it that is not deleted, to a folder.
   *
   * @see #exportFolder(Collection, String, Path)
   */
  public ExportReport exportFolder(String id, String format, Path folder) {
    return exportFolder(List.of(id), format, folder);
  }

  /**
   * Exports sessions, every thread of them that is not deleted, to a folder, which is made if it is
   * not there: as a format of folders lays it out, or a file for each thread under the name that
   * the format has for it. Each file is there whole, or as it was before. A session of logs goes
   * into its folder as a whole, since logs refer to each other.
   *
   * @param ids threads or sessions
   * @param format the name of a foreign format
   * @throws IllegalArgumentException if no foreign format has this name, there is no id, or a
   *     session is named twice
   * @throws SessionNotFound if neither a thread nor a session has an id
   * @throws InvalidData if a session has nothing that the format could hold, or two threads would
   *     have one place in the folder; nothing was written then of that session, and in a format of
   *     files nothing at all
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public ExportReport exportFolder(Collection<String> ids, String format, Path folder) {
    Formats.check(format);
    checkStages(format);
    if (format.equals(NativeExport.NAME) || ids.isEmpty()) {
      throw new IllegalArgumentException("the format " + format + " is a file, not a folder");
    }
    return journal.read(
        snapshot -> {
          try {
            LossTally tally = new LossTally(progress);
            writeFolder(snapshot, sessionsOf(snapshot, ids), format, folder, tally);
            return tally.report();
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  private void writeFolder(
      Snapshot snapshot, List<String> sessions, String format, Path folder, LossTally tally)
      throws IOException {
    Optional<TranscriptFormat> foreign = Formats.named(format);
    if (foreign.isPresent() && !foreign.get().isFolder()) {
      FileExport.write(
          snapshot,
          sessions,
          foreign.get(),
          folder,
          (thread, output) ->
              stages.write(
                  output,
                  target -> TranscriptExport.write(snapshot, thread, foreign.get(), target, tally),
                  tally));
      return;
    }
    for (String session : sessions) {
      if (foreign.isPresent()) {
        SessionTreeExport.write(snapshot, session, folder, tally);
      } else {
        SegmentFilesExport.write(snapshot, session, folder, tally);
      }
    }
  }

  private void checkStages(@Nullable String format) {
    if (stages.isEmpty()) {
      return;
    }
    if (format == null || format.equals(NativeExport.NAME) || isFolder(format)) {
      throw new IllegalArgumentException(
          "the format "
              + (format == null ? NativeExport.NAME : format)
              + " cannot go through stages: its lines vouch for each other");
    }
  }

  private static List<String> sessionsOf(Snapshot snapshot, Collection<String> ids) {
    Set<String> sessions = new LinkedHashSet<>();
    for (String id : ids) {
      if (!sessions.add(sessionOf(snapshot, id))) {
        throw new IllegalArgumentException("the session of '" + id + "' is named twice");
      }
    }
    return List.copyOf(sessions);
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

  private static ThreadMeta threadOf(Snapshot snapshot, String id) {
    Optional<ThreadMeta> thread = snapshot.thread(id);
    if (thread.isPresent()) {
      return thread.get();
    }
    Collection<ThreadMeta> threads =
        ThreadEntries.threads(snapshot, sessionOf(snapshot, id)).values();
    if (threads.size() != 1) {
      throw new InvalidData(
          "session %s has %d threads, each a file of its own: export it to a folder"
              .formatted(id, threads.size()));
    }
    return threads.iterator().next();
  }
}
