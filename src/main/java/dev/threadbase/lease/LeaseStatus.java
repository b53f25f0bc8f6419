package dev.threadbase.lease;

/**
 * How it stands with a thread's lease.
 *
 * @param lease the lease; of a free one, who held it last. Taking it away adds one to the token, so
 *     that of a broken, cleared or recovered one it is not the holder's any more
 * @param state whether somebody holds it, by the clock of the database at the time of reading
 * @param unfinished whether a turn was started that has no end yet
 */
public record LeaseStatus(TurnLease lease, State state, boolean unfinished) {

  /** Where a lease stands. */
  public enum State {
    /** Its holder has it. */
    HELD,
    /** Its holder did not renew it in time: it may still write, until somebody takes over. */
    EXPIRED,
    /** Nobody holds it. */
    FREE
  }
}
