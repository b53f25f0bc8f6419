package dev.threadbase.jdbi;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lets a writer pass, or not. A lease that is found to hold is kept from changing hands until the
 * transaction ends. Locks are taken in one order everywhere: lease, session, thread.
 */
final class Fence {

  private Fence() {}

  /**
   * Checks the lease of a write.
   *
   * @throws IllegalArgumentException if it is the lease of another thread
   * @throws LeaseLost if it is not the writer's any more
   * @throws ThreadNotFound if the thread is gone
   */
  static void pass(Handle handle, String threadId, @Nullable TurnLease lease) {
    check(threadId, lease);
    if (lease != null && !handle.attach(LeaseSql.class).isHeld(lease)) {
      throw lost(handle, threadId, lease);
    }
  }

  /**
   * Reads a thread, for a write, and makes every other writer of it wait.
   *
   * @throws ThreadDeleted if the thread is deleted
   * @throws LeaseRequired if the thread takes no write without a lease
   * @throws ThreadNotFound if there is none
   */
  static ThreadRow lock(Handle handle, String threadId, @Nullable TurnLease lease) {
    pass(handle, threadId, lease);
    ThreadRow thread =
        handle
            .attach(ThreadSql.class)
            .lock(threadId)
            .orElseThrow(() -> new ThreadNotFound(threadId));
    require(thread, lease);
    return thread;
  }

  /**
   * Refuses a thread that is a log: what a thread's write puts there cannot be read as one.
   *
   * @throws InvalidData if it is
   */
  static void refuseLog(ThreadRow thread) {
    if (thread.id().equals(thread.baseSegmentId())) {
      throw new InvalidData("thread " + thread.id() + " is a log, which segments() writes");
    }
  }

  /**
   * Refuses a write that a thread does not take.
   *
   * @throws ThreadDeleted if it is deleted
   * @throws LeaseRequired if it takes none without a lease
   */
  static void require(ThreadRow thread, @Nullable TurnLease lease) {
    refuseDeleted(thread.meta());
    if (lease == null && thread.meta().leaseRequired()) {
      throw new LeaseRequired(thread.id());
    }
  }

  /**
   * Refuses a thread that is deleted, for whoever has no lease to show.
   *
   * @throws ThreadDeleted if it is
   */
  static void refuseDeleted(ThreadMeta thread) {
    Instant deletedAt = thread.deletedAt();
    if (deletedAt != null) {
      throw new ThreadDeleted(thread.id(), deletedAt);
    }
  }

  /**
   * Refuses a write beside a turn that is somebody else's.
   *
   * @param lease the thread's lease, its row locked; empty if it never had one
   * @throws ActiveTurn if it is held and has not expired
   */
  static void refuseLive(Optional<LeaseRow> lease) {
    if (lease.isPresent() && lease.get().isLive()) {
      throw lease.get().busy();
    }
  }

  /**
   * The same where a thread may never have had a lease, whose row could not be locked then. The
   * thread's row, locked against whoever refers to it, keeps a first lease from being made; one
   * that was made until it was locked is in the way.
   *
   * @param lease the thread's lease as it was locked, before the thread
   */
  static void refuseTurn(
      Handle handle, String threadId, Optional<LeaseRow> lease, LeaseClock clock) {
    refuseLive(lease);
    if (lease.isEmpty()) {
      handle
          .attach(LeaseSql.class)
          .find(threadId, clock.nanos())
          .ifPresent(
              first -> {
                throw first.busy();
              });
    }
  }

  /** Refuses the lease of another thread. */
  static void check(String threadId, @Nullable TurnLease lease) {
    if (lease != null && !lease.threadId().equals(threadId)) {
      throw new IllegalArgumentException(
          "a lease of thread " + lease.threadId() + " is used for thread " + threadId);
    }
  }

  static LeaseLost lost(Handle handle, String threadId, TurnLease lease) {
    handle.attach(ThreadSql.class).existing(threadId);
    Long actual = handle.attach(LeaseSql.class).token(threadId).orElse(null);
    return new LeaseLost(threadId, lease.token(), actual);
  }
}
