package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Appends to logs: by one conditional statement, and where that finds no row, by a transaction. */
final class LogAppender {

  private final HeadAppend headAppend;

  LogAppender(HeadAppend headAppend) {
    this.headAppend = headAppend;
  }

  /** Appends where the log is as it mostly is; empty if that has to be looked at. */
  Optional<Entry> tryAppend(
      Handle handle, SegmentAddress address, LogDrafts drafts, WriteCondition condition) {
    SegmentHead head = condition.expectedHead();
    boolean empty = head != null && head.entryId() == null;
    Long count = empty ? Long.valueOf(0) : condition.expectedCount();
    LogCondition log = new LogCondition(address.sessionId().toString(), count);
    AppendOptions append = AppendOptions.DEFAULT.under(condition.lease());
    if (head != null && !empty) {
      append = append.expectingLeaf(head.entryId());
    }
    return headAppend
        .append(handle, address.threadId(), drafts.drafts(), append, log)
        .map(LogAppender::last);
  }

  /** The end of a log behind an entry; only in a log that was cut it has to be asked for. */
  static SegmentHead end(Database database, SegmentAddress address, Entry last) {
    return last.segmentId().equals(address.threadId())
        ? new SegmentHead(address, last.seq() + 1, last.id())
        : database.read(handle -> end(handle, address, last));
  }

  private static SegmentHead end(Handle handle, SegmentAddress address, Entry last) {
    if (last.segmentId().equals(address.threadId())) {
      return new SegmentHead(address, last.seq() + 1, last.id());
    }
    LogSql sql = handle.attach(LogSql.class);
    long base = sql.baseLength(last.sessionId(), last.segmentId());
    long start = sql.baseLength(last.sessionId(), address.threadId());
    return new SegmentHead(address, base + last.seq() + 1 - start, last.id());
  }

  private static Entry last(List<Entry> entries) {
    return entries.get(entries.size() - 1);
  }

  /**
   * Finds out why a log could not simply be written on, and makes it if it is not there.
   *
   * @throws SegmentExists if somebody else makes it at the same time; it can be written on then
   */
  SegmentHead append(
      Handle handle,
      SegmentAddress address,
      LogDrafts drafts,
      WriteCondition condition,
      Instant now) {
    LogRow.pass(handle, address, condition.lease());
    Optional<LogRow> log = LogRow.lock(handle, address);
    if (log.isEmpty()) {
      return begin(handle, address, drafts, condition, now);
    }
    Fence.require(log.get().thread(), condition.lease());
    log.get().check(condition);
    if (drafts.drafts().isEmpty()) {
      return log.get().head();
    }
    AppendOptions append = AppendOptions.DEFAULT.under(condition.lease());
    List<Entry> entries = BranchAppend.append(handle, log.get().thread(), drafts.drafts(), append);
    return end(handle, address, last(entries));
  }

  private SegmentHead begin(
      Handle handle,
      SegmentAddress address,
      LogDrafts drafts,
      WriteCondition condition,
      Instant now) {
    Long count = condition.expectedCount();
    boolean expected = condition.expectedHead() != null || (count != null && count > 0);
    if (expected || drafts.drafts().isEmpty()) {
      throw new SegmentNotFound(address.segmentId());
    }
    if (handle.attach(ThreadSql.class).find(address.threadId()).isPresent()) {
      // Perhaps somebody else made the log since it was looked for.
      throw LogRow.find(handle, address).isPresent()
          ? new SegmentExists(address.segmentId())
          : new SegmentNotFound(address.segmentId());
    }
    return LogBirth.of(handle, address, drafts.start())
        .make(handle, headAppend, drafts.drafts(), now);
  }
}
