package dev.threadbase.thread;

import dev.threadbase.lease.TurnLease;
import org.jspecify.annotations.Nullable;

/**
 * How a thread is deleted.
 *
 * @param lease the turn lease to delete under; null for none
 * @param forced whether a lease that somebody holds, or that the thread requires, is no obstacle
 */
public record DeleteOptions(@Nullable TurnLease lease, boolean forced) {

  /** Under no lease, and only if nobody holds one. */
  public static final DeleteOptions DEFAULT = new DeleteOptions(null, false);

  /** Only while this lease is held. */
  public DeleteOptions under(@Nullable TurnLease value) {
    return new DeleteOptions(value, forced);
  }

  /** Whoever holds the thread's lease. */
  public DeleteOptions force() {
    return new DeleteOptions(lease, true);
  }
}
