package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.segment.ForkPoint;
import dev.threadbase.segment.ForkPoint.AtHead;
import dev.threadbase.segment.ForkPoint.AtTurn;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where a fork leaves its source, and the turn that the source had there. Found by index, however
 * long the source is.
 *
 * @param parent the place; null if the fork inherits nothing
 * @param turn the count of the last turn that ended before it
 */
record LogCut(@Nullable LogParent parent, long turn) {

  static LogCut of(Handle handle, LogPath source, ForkPoint point) {
    if (point instanceof AtHead at) {
      return atHead(handle, source.log(), at);
    }
    AtTurn at = (AtTurn) point;
    return at.atTurnIndex() == 0 ? behindStart(handle, source) : behindTurn(handle, source, at);
  }

  /** Behind everything that the source has. */
  static LogCut atEnd(Handle handle, LogPath source) {
    return new LogCut(source.behind(handle, source.log().count()), lastTurn(handle, source));
  }

  private static LogCut behindStart(Handle handle, LogPath source) {
    long count = source.log().count();
    for (Run run : source.ownRuns()) {
      Optional<Long> first =
          handle
              .attach(LogSql.class)
              .firstBehindStart(run.sessionId(), run.segmentId(), run.length());
      if (first.isPresent()) {
        count = run.baseLength() - source.start() + first.get();
        break;
      }
    }
    return new LogCut(source.behind(handle, count), baseTurn(handle, source.log()));
  }

  private static LogCut behindTurn(Handle handle, LogPath source, AtTurn at) {
    String turn = Long.toUnsignedString(at.atTurnIndex());
    for (Run run : source.ownRuns()) {
      Optional<Long> end =
          handle.attach(LogSql.class).turnEnd(run.sessionId(), run.segmentId(), turn, run.length());
      if (end.isPresent()) {
        long count = run.baseLength() - source.start() + end.get() + 1;
        return new LogCut(source.behind(handle, count), at.atTurnIndex());
      }
    }
    if (at.strict()) {
      throw new TurnNotFound(source.log().head().address().segmentId(), at.atTurnIndex());
    }
    return atEnd(handle, source);
  }

  /** The entry need not be on the path any more: what was cut off is still in the journal. */
  private static LogCut atHead(Handle handle, LogRow source, AtHead at) {
    SegmentHead head = at.head();
    if (head.entryId() == null) {
      return new LogCut(null, baseTurn(handle, source));
    }
    Entry last =
        EntryReader.find(handle, source.thread(), head.entryId())
            .filter(entry -> entry.threadId().equals(source.thread().id()))
            .orElseThrow(() -> source.moved(head));
    LogParent parent = new LogParent(last.segmentId(), last.seq() + 1, last.id());
    LogPath path = LogPath.to(handle, source, parent.segmentId(), parent.length());
    return new LogCut(parent, lastTurn(handle, path));
  }

  /** The count of the last turn that ended, in the log or before it began. */
  static long lastTurn(Handle handle, LogPath source) {
    List<Run> runs = source.ownRuns();
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      Optional<String> turn =
          handle.attach(LogSql.class).lastTurn(run.sessionId(), run.segmentId(), run.length());
      if (turn.isPresent()) {
        return Long.parseUnsignedLong(turn.get());
      }
    }
    return baseTurn(handle, source.log());
  }

  private static long baseTurn(Handle handle, LogRow source) {
    ThreadRow thread = source.thread();
    return handle
        .attach(LogSql.class)
        .baseTurn(thread.sessionId(), thread.baseSegmentId())
        .orElse(0L);
  }
}
