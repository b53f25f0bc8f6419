package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.Entry;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Moves a head to another entry, in a transaction that holds the thread's row. */
final class HeadMove {

  private HeadMove() {}

  static ThreadRow to(
      Handle handle,
      String threadId,
      @Nullable String entryId,
      @Nullable TurnLease lease,
      long now) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    ThreadRow thread = Fence.lock(handle, threadId, lease);
    Fence.refuseLog(thread);
    if (entryId == null) {
      int unused = sql.isUnusedRoot(thread.sessionId(), thread.baseSegmentId());
      String segment = unused == 1 ? thread.baseSegmentId() : null;
      return sql.moveHead(threadId, segment, 0, unused, null, now);
    }
    Entry leaf =
        EntryReader.find(handle, thread, entryId)
            .orElseThrow(() -> new EntryNotFound(threadId, entryId));
    int free = sql.isFree(leaf.sessionId(), leaf.segmentId(), threadId, leaf.seq() + 1);
    return sql.moveHead(threadId, leaf.segmentId(), leaf.seq() + 1, free, entryId, now);
  }
}
