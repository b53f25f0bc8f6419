package dev.threadbase.lease;

/** What came of asking for a lease. */
public sealed interface Acquisition {

  /**
   * It is the caller's.
   *
   * @param lease the lease
   */
  record Acquired(TurnLease lease) implements Acquisition {}

  /**
   * Somebody is in the way.
   *
   * @param holder the lease that is held; or, while a free lease is kept for a waiter who came
   *     first, the one that was held last
   */
  record Busy(TurnLease holder) implements Acquisition {}
}
