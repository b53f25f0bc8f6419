package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.Truncation;
import dev.threadbase.segment.WriteCondition;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Cuts a log by moving its head back, in a transaction that holds its row. */
final class LogTruncation {

  private LogTruncation() {}

  static Truncation truncate(
      Handle handle, SegmentAddress address, long entries, WriteCondition condition, long now) {
    LogRow.pass(handle, address, condition.lease());
    LogRow log =
        LogRow.lock(handle, address).orElseThrow(() -> new SegmentNotFound(address.segmentId()));
    Fence.require(log.thread(), condition.lease());
    log.check(condition);
    if (entries > log.count()) {
      throw new TruncationRefused(address.segmentId(), entries, log.count());
    }
    LogPath path = LogPath.of(handle, log);
    if (entries == log.count()) {
      return new Truncation(log.head(), LogCut.lastTurn(handle, path));
    }
    refuseBelowBeginnings(handle, path, entries);
    LogParent last = path.behind(handle, entries);
    move(handle, path, last, now);
    SegmentHead head = new SegmentHead(address, entries, last == null ? null : last.entryId());
    return new Truncation(head, LogCut.lastTurn(handle, left(handle, log, last)));
  }

  private static LogPath left(Handle handle, LogRow log, @Nullable LogParent last) {
    return last == null
        ? LogPath.to(handle, log, log.thread().baseSegmentId(), 0)
        : LogPath.to(handle, log, last.segmentId(), last.length());
  }

  /** What begins on a part that was cut off before is not on the path and needs nothing of it. */
  private static void refuseBelowBeginnings(Handle handle, LogPath path, long entries) {
    ThreadRow thread = path.log().thread();
    for (Run run : path.ownRuns()) {
      long cut = Math.max(0, path.start() + entries - run.baseLength());
      if (cut < run.length()) {
        Optional<LogSql.Beginning> beginning =
            handle
                .attach(LogSql.class)
                .beginningBehind(run.sessionId(), run.segmentId(), cut, run.length(), thread.id());
        if (beginning.isPresent()) {
          long needed = run.baseLength() + beginning.get().parentLength() - path.start();
          throw new TruncationRefused(
              path.log().head().address().segmentId(), entries, needed, beginning.get().threadId());
        }
      }
    }
  }

  private static void move(Handle handle, LogPath path, @Nullable LogParent last, long now) {
    ThreadRow thread = path.log().thread();
    ThreadSql sql = handle.attach(ThreadSql.class);
    if (last == null) {
      // An entry stands at the beginning, so that the next one goes to a branch.
      sql.moveHead(thread.id(), thread.baseSegmentId(), 0, 0, path.inheritedLeaf(handle), now);
      return;
    }
    int free = sql.isFree(thread.sessionId(), last.segmentId(), thread.id(), last.length());
    sql.moveHead(thread.id(), last.segmentId(), last.length(), free, last.entryId(), now);
  }
}
