package dev.threadbase.jdbi;

import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.SegmentAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a log stands on: its own part, and what it and its sources inherit. Positions are
 * those of the path unless they are said to be the log's.
 */
final class LogPath {

  /**
   * A log, or another thread, that a part of the path belongs to.
   *
   * @param threadId its id
   * @param start where its part begins
   * @param baseTurn the count of the last turn before it
   * @param firstType the type of its first entry there
   */
  private record Part(String threadId, long start, long baseTurn, @Nullable String firstType) {}

  private final LogRow log;
  private final List<LogRun> runs;
  private final List<Part> parts = new ArrayList<>();

  private LogPath(LogRow log, List<LogRun> runs) {
    this.log = log;
    this.runs = runs;
    for (LogRun run : runs) {
      if (parts.isEmpty() || !parts.get(parts.size() - 1).threadId().equals(run.threadId())) {
        parts.add(
            new Part(run.threadId(), run.run().baseLength(), run.baseTurn(), run.firstType()));
      }
    }
  }

  static LogPath of(Handle handle, LogRow log) {
    String head = log.thread().meta().headSegmentId();
    return head == null
        ? new LogPath(log, List.of())
        : to(handle, log, head, log.thread().meta().headLength());
  }

  /** The path of a log up to a place that need not be its end. */
  static LogPath to(Handle handle, LogRow log, String segmentId, long length) {
    String session = log.thread().sessionId();
    return new LogPath(log, handle.attach(LogSql.class).runs(session, segmentId, length));
  }

  LogRow log() {
    return log;
  }

  /** Where the log's own part begins. */
  long start() {
    return log.start();
  }

  /** Where the path ends. */
  long end() {
    return log.start() + log.count();
  }

  /** The parts of the path, for reading it. */
  List<Run> runs() {
    return runs.stream().map(LogRun::run).toList();
  }

  /** The parts that the log wrote itself. */
  List<Run> ownRuns() {
    return runs.stream()
        .filter(run -> run.threadId().equals(log.thread().id()))
        .map(LogRun::run)
        .toList();
  }

  /**
   * Where a replay of what lies before a position begins: at the last log that has a beginning of
   * its own.
   */
  long replayStart(long end) {
    long from = end;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = parts.get(i);
      if (part.start() < end) {
        from = part.start();
        if (!JournalForm.FORK.name().equals(part.firstType())) {
          return from;
        }
      }
    }
    return from;
  }

  /** The count of the last turn before the log that an entry on the path belongs to. */
  long baseTurnAt(long position) {
    return partAt(position).baseTurn();
  }

  /** The log that an entry on the path belongs to. */
  SegmentAddress addressAt(long position) {
    UUID session = log.head().address().sessionId();
    return new SegmentAddress(session, UUID.fromString(partAt(position).threadId()));
  }

  /** The place in its log of an entry on the path. */
  long positionInLog(long position) {
    return position - partAt(position).start();
  }

  private Part partAt(long position) {
    Part found = parts.get(0);
    for (Part part : parts) {
      if (part.start() <= position) {
        found = part;
      }
    }
    return found;
  }

  /** Where something that begins behind so many entries of the log goes on from; null for none. */
  @Nullable LogParent behind(Handle handle, long count) {
    long end = start() + count;
    for (Run run : ownRuns()) {
      if (count > 0 && run.baseLength() < end && end <= run.end()) {
        long length = end - run.baseLength();
        String entryId =
            handle.attach(LogSql.class).entryId(run.sessionId(), run.segmentId(), length - 1);
        return new LogParent(run.segmentId(), length, entryId);
      }
    }
    return null;
  }

  /** The last entry of what the log inherits; null if it inherits nothing. */
  @Nullable String inheritedLeaf(Handle handle) {
    for (Run run : runs()) {
      if (run.end() == start()) {
        return handle
            .attach(LogSql.class)
            .entryId(run.sessionId(), run.segmentId(), run.length() - 1);
      }
    }
    return null;
  }
}
