package dev.threadbase.transfer;

import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A log, or its trace, as a file: which one it is, and how it begins.
 *
 * @param file the file
 * @param segment the segment that its name names; null if it names none
 * @param session the session: that of its folder, else the one that it says itself; null for none
 * @param start what it begins with; null if that is nothing that begins a log
 * @param firstTime the time of its first entry; null if it has none
 */
record LogFile(
    Path file,
    @Nullable UUID segment,
    @Nullable UUID session,
    @Nullable SegmentStart start,
    @Nullable Instant firstTime) {

  /** Looks at the beginning of a log. */
  static LogFile of(Path file) throws IOException {
    LogLine first = first(file);
    SegmentStart start =
        first != null && first.parsed() instanceof SegmentStart begun ? begun : null;
    Instant time = first == null || first.entry() == null ? null : first.entry().createdAt();
    Optional<UUID> session = SegmentFilesLayout.session(file);
    return new LogFile(
        file,
        SegmentFilesLayout.segment(file).orElse(null),
        session.orElse(start == null ? null : start.sessionId()),
        start,
        time != null && CleanText.isStorable(time) ? time : null);
  }

  private static @Nullable LogLine first(Path file) throws IOException {
    try (SourceLines lines = SourceLines.of(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        LogLine read = LogLine.of(line);
        if (read.entry() != null) {
          return read;
        }
      }
    }
    return null;
  }

  /** Where the log is; null if the file does not say. */
  @Nullable SegmentAddress address() {
    return segment == null || session == null ? null : new SegmentAddress(session, segment);
  }

  /** Says where a file has no place, or another than the usual one. */
  void check(Tally tally) {
    if (segment == null) {
      tally.leftOut(
          0, "no_segment", "its name is not the id of a segment; nothing of it is stored");
    } else if (session == null) {
      tally.leftOut(
          0, "no_session", "neither its folder nor its first entry names a session; not stored");
    } else if (SegmentFilesLayout.session(file).isEmpty()) {
      tally.warn(
          0, "other_place", "it lies in no folder of a session; its first entry names the session");
    }
  }

  /** The log that it says it comes from; null for none. */
  @Nullable UUID origin() {
    if (start == null) {
      return null;
    }
    if (start.forkedFrom() != null) {
      return start.forkedFrom().segmentId();
    }
    return start.compactedFrom() == null ? null : start.compactedFrom().segmentId();
  }
}
