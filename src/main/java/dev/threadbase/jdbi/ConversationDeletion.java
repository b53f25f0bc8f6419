package dev.threadbase.jdbi;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.DeleteOptions;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Deletes conversations so that it can be taken back, takes it back, and removes them. */
final class ConversationDeletion {

  private ConversationDeletion() {}

  /** One that is not there, or is deleted already, is left as it is. */
  static int delete(
      Handle handle, String threadId, @Nullable TurnLease lease, LeaseClock clock, long now) {
    Optional<LeaseRow> held = handle.attach(LeaseSql.class).lock(threadId, clock.nanos());
    Optional<ThreadRow> thread = handle.attach(ThreadSql.class).lockAlone(threadId);
    if (thread.isEmpty() || thread.get().meta().deletedAt() != null) {
      return 0;
    }
    Fence.pass(handle, threadId, lease);
    Fence.require(thread.get(), lease);
    Fence.refuseLog(thread.get());
    if (lease == null) {
      Fence.refuseTurn(handle, threadId, held, clock);
    }
    return handle.attach(ConversationSql.class).delete(threadId, now);
  }

  static boolean restore(Handle handle, String threadId, long since) {
    Optional<ThreadRow> thread = handle.attach(ThreadSql.class).lock(threadId);
    return thread.isPresent()
        && handle
                .attach(ConversationSql.class)
                .restore(threadId, openHead(handle, thread.get()), since)
            == 1;
  }

  /** Whether the next entry can go where the head points. */
  private static int openHead(Handle handle, ThreadRow thread) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    String segment = thread.meta().headSegmentId();
    if (segment == null) {
      return 0;
    }
    return thread.meta().leafId() == null
        ? sql.isUnusedRoot(thread.sessionId(), segment)
        : sql.isFree(thread.sessionId(), segment, thread.id(), thread.meta().headLength());
  }

  /** Whether it was still deleted, and is gone for good. */
  static boolean purge(Handle handle, String threadId, long before, LeaseClock clock, long now) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    handle.attach(LeaseSql.class).lock(threadId, clock.nanos());
    Optional<ThreadRow> thread = sql.find(threadId);
    if (thread.isEmpty()) {
      return false;
    }
    // Locked in the order of all locks, so that nobody restores it from here on.
    sql.lockSession(thread.get().sessionId());
    sql.lockAlone(threadId);
    if (handle.attach(ConversationSql.class).markPurged(threadId, before, now) == 0) {
      return false;
    }
    ThreadRemoval.delete(handle, threadId, DeleteOptions.DEFAULT.force(), clock);
    return true;
  }
}
