package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.lease.LeaseBreak;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.LeaseStatus.State;
import dev.threadbase.lease.TurnLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code turn_leases}, seen at a moment.
 *
 * @param lease the lease
 * @param state where it stands
 * @param unfinished whether a turn was started that has no end yet
 * @param waiterId who is next; null if nobody is, or was for too long
 * @param waiterSince since when that one waits; 0 without one
 * @param waitsLong whether that is noted for much longer
 * @param seenAt the time of the moment
 */
record LeaseRow(
    TurnLease lease,
    State state,
    boolean unfinished,
    @Nullable String waiterId,
    long waiterSince,
    boolean waitsLong,
    long seenAt) {

  static final String LEASE_COLUMNS =
      "thread_id, session_id, turn_id, owner_id, token, acquired_at_ns, renewed_at_ns, expires_at_ns";

  /** Whether a lease is still the one that a caller has; its end does not matter. */
  static final String HELD_BY =
      "thread_id = ? AND held = 1 AND owner_id = ? AND token = ? AND acquired_at_ns = ?";

  static final RowMapper<LeaseRow> MAPPER =
      (row, context) ->
          new LeaseRow(
              lease(row),
              row.getInt("held") == 0
                  ? State.FREE
                  : row.getInt("expired") == 1 ? State.EXPIRED : State.HELD,
              row.getInt("unfinished") == 1,
              row.getString("next_waiter_id"),
              row.getLong("waiter_since_ns"),
              row.getInt("waits_long") == 1,
              row.getLong("seen_at_ns"));

  static final RowMapper<LeaseBreak> BREAK_MAPPER =
      (row, context) ->
          new LeaseBreak(
              lease(row),
              Instants.of(row.getLong("broken_at_ns")),
              row.getString("broken_by"),
              row.getString("reason"));

  /** Reads a row that begins with {@link #LEASE_COLUMNS}, by their positions. */
  static TurnLease lease(ResultSet row) throws SQLException {
    long expires = row.getLong(8);
    boolean endless = row.wasNull();
    return new TurnLease(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        Instants.of(row.getLong(6)),
        Instants.of(row.getLong(7)),
        endless ? null : Instants.of(expires));
  }

  LeaseStatus status() {
    return new LeaseStatus(lease, state, unfinished);
  }

  /** Whether it could be had by a waiter, or by somebody who does not wait. */
  boolean isFreeFor(@Nullable String waiter) {
    return state != State.HELD && (waiterId == null || waiterId.equals(waiter));
  }

  /** Whether a waiter should note that it is the next one. */
  boolean wantsNext(String waiter, long since) {
    if (waiterId == null) {
      return true;
    }
    return waiterId.equals(waiter) ? !waitsLong : waiterSince > since;
  }

  /** For how long it has been held, or was held, in nanoseconds. */
  long age() {
    return seenAt - Instants.toNanos(lease.acquiredAt());
  }

  /** Says whose turn is in the way. */
  ActiveTurn busy() {
    return busy(lease);
  }

  /** The same of a lease that was looked for; if it is gone by then, nobody can be named. */
  static ActiveTurn busy(String threadId, Optional<LeaseRow> lease) {
    return lease.map(LeaseRow::busy).orElseGet(() -> new ActiveTurn(threadId, null, null));
  }

  static ActiveTurn busy(TurnLease holder) {
    return new ActiveTurn(holder.threadId(), holder.turnId(), holder.ownerId());
  }

  boolean isLive() {
    return state == State.HELD;
  }
}
