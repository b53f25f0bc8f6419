package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.WriteCondition;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A log as its row says.
 *
 * @param thread the row
 * @param head where it ends
 */
record LogRow(ThreadRow thread, SegmentHead head) {

  /** Reads a log; empty if there is none, or only in another session. */
  static Optional<LogRow> find(Handle handle, SegmentAddress address) {
    LogSql sql = handle.attach(LogSql.class);
    return sql.find(address.sessionId().toString(), address.threadId())
        .map(row -> of(handle, address, row));
  }

  /** Reads a log that must be there. */
  static LogRow existing(Handle handle, SegmentAddress address) {
    return find(handle, address).orElseThrow(() -> new SegmentNotFound(address.segmentId()));
  }

  /** Reads a log and makes every other writer of it wait. */
  static Optional<LogRow> lock(Handle handle, SegmentAddress address) {
    LogSql sql = handle.attach(LogSql.class);
    return sql.lock(address.sessionId().toString(), address.threadId())
        .map(row -> of(handle, address, row));
  }

  /**
   * Checks the lease of a write.
   *
   * @throws SegmentNotFound if there is no such log
   */
  static void pass(Handle handle, SegmentAddress address, @Nullable TurnLease lease) {
    try {
      Fence.pass(handle, address.threadId(), lease);
    } catch (ThreadNotFound gone) {
      throw new SegmentNotFound(address.segmentId());
    }
  }

  private static LogRow of(Handle handle, SegmentAddress address, ThreadRow row) {
    long count = count(handle, row);
    return new LogRow(
        row, new SegmentHead(address, count, count == 0 ? null : row.meta().leafId()));
  }

  /** A log that was cut may end in another segment than its first. */
  private static long count(Handle handle, ThreadRow row) {
    String segment = row.meta().headSegmentId();
    if (segment == null || segment.equals(row.baseSegmentId())) {
      return row.meta().headLength();
    }
    long base = handle.attach(LogSql.class).baseLength(row.sessionId(), segment);
    // A head that was moved as a thread's may stand in what the log inherits.
    return Math.max(0, base + row.meta().headLength() - row.inheritedLength());
  }

  long count() {
    return head.count();
  }

  /** Where on its path the log begins. */
  long start() {
    return thread.inheritedLength();
  }

  /**
   * Compares the end of the log with what somebody expects of it.
   *
   * @throws SegmentHeadMoved if it is another
   */
  void check(WriteCondition expected) {
    Long count = expected.expectedCount();
    if (count != null && count != head.count()) {
      throw new SegmentHeadMoved(thread.id(), count, head.entryId(), head.count(), head.entryId());
    }
    SegmentHead end = expected.expectedHead();
    if (end != null && !Objects.equals(end.entryId(), head.entryId())) {
      throw moved(end);
    }
  }

  SegmentHeadMoved moved(SegmentHead expected) {
    return new SegmentHeadMoved(
        thread.id(), expected.count(), expected.entryId(), head.count(), head.entryId());
  }
}
