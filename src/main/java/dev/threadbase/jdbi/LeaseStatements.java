package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.lease.TurnLease;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The statements that turns run all day; each is conditional, and its row, or that there was one,
 * is the answer.
 */
final class LeaseStatements {

  /** Who asks for a lease. */
  record Request(
      String threadId,
      String turnId,
      String ownerId,
      @Nullable Duration ttl,
      @Nullable Instant since,
      @Nullable String waiterId) {}

  /** Whether a lease can be had at a time: nobody holds it, and nobody else comes first. */
  private static final String FREE =
      """
      (%1$s.held = 0 OR %1$s.expires_at_ns <= %2$s)
      AND (%1$s.waiter_id IS NULL OR %1$s.waiter_until_ns <= %2$s OR %1$s.waiter_id = %3$s)
      """;

  /**
   * The first condition keeps those who ask in vain from locking the row; the second decides, on
   * the row as it is by then. The times are those of the moment in which the row could be locked.
   */
  private static final String ACQUIRE =
      """
      INSERT INTO turn_leases (thread_id, session_id, turn_id, owner_id, token, held,
                               acquired_at_ns, renewed_at_ns, expires_at_ns, unfinished)
      SELECT t.thread_id, t.session_id, ?, ?, 1, 1,
             COALESCE(CAST(? AS BIGINT), n.at), n.at, n.at + CAST(? AS BIGINT), 0
      FROM threads t
      CROSS JOIN (SELECT %1$s AS at) n
      LEFT JOIN turn_leases l ON l.thread_id = t.thread_id
      WHERE t.thread_id = ? AND (l.thread_id IS NULL OR (%2$s))
      ON CONFLICT (thread_id) DO UPDATE
        SET turn_id = excluded.turn_id, owner_id = excluded.owner_id, token = turn_leases.token + 1, held = 1,
            (acquired_at_ns, renewed_at_ns, expires_at_ns)
              = (SELECT COALESCE(CAST(? AS BIGINT), m.at), m.at, m.at + CAST(? AS BIGINT) FROM (SELECT %1$s AS at) m),
            waiter_id = NULL, waiter_since_ns = NULL, waiter_until_ns = NULL
        WHERE %3$s
      RETURNING %4$s, unfinished
      """;

  /**
   * The same for SQLite, whose writer is alone when it asks. A join, or the time in a row of its
   * own, would have it build a table for each question, which takes longer than the rest.
   */
  private static final String ACQUIRE_ALONE =
      """
      INSERT INTO turn_leases (thread_id, session_id, turn_id, owner_id, token, held,
                               acquired_at_ns, renewed_at_ns, expires_at_ns, unfinished)
      SELECT t.thread_id, t.session_id, ?1, ?2, 1, 1, COALESCE(?3, ?5), ?5, ?5 + ?4, 0
      FROM threads t
      WHERE t.thread_id = ?6
      ON CONFLICT (thread_id) DO UPDATE
        SET turn_id = excluded.turn_id, owner_id = excluded.owner_id, token = turn_leases.token + 1, held = 1,
            acquired_at_ns = excluded.acquired_at_ns, renewed_at_ns = excluded.renewed_at_ns,
            expires_at_ns = excluded.expires_at_ns, waiter_id = NULL, waiter_since_ns = NULL,
            waiter_until_ns = NULL
        WHERE %s
      RETURNING %s, unfinished
      """
          .formatted(FREE.formatted("turn_leases", "?5", "?7"), LeaseRow.LEASE_COLUMNS);

  private static final String RENEW_ALONE =
      """
      UPDATE turn_leases
      SET renewed_at_ns = ?2, expires_at_ns = ?2 + ?1
      WHERE %s
      RETURNING %s
      """;

  private static final String RENEW =
      """
      UPDATE turn_leases
      SET renewed_at_ns = n.at, expires_at_ns = n.at + CAST(? AS BIGINT)
      FROM (SELECT %s AS at) n
      WHERE %s
      RETURNING %s
      """;

  /** The same, but a row that another transaction has locked is passed over. */
  private static final String UNLESS_LOCKED =
      """
      thread_id = (SELECT thread_id
                   FROM turn_leases
                   WHERE %s
                   FOR NO KEY UPDATE SKIP LOCKED)
      """
          .formatted(LeaseRow.HELD_BY);

  /** Whether a turn has the lease already, whatever its token. */
  private static final String OWN = "thread_id = ? AND held = 1 AND turn_id = ? AND owner_id = ?";

  private static final String BEGIN =
      "UPDATE turn_leases SET unfinished = 1 WHERE thread_id = ? AND unfinished = 0";

  private static final String END =
      """
      UPDATE turn_leases
      SET unfinished = 0
      WHERE %s
      """
          .formatted(LeaseRow.HELD_BY);

  private static final String RELEASE =
      """
      UPDATE turn_leases
      SET held = 0
      WHERE %s
      """
          .formatted(LeaseRow.HELD_BY);

  /** The column that {@link #ACQUIRE} returns behind those of the lease. */
  private static final int UNFINISHED = 9;

  private final LeaseClock clock;
  private final boolean alone;
  private final String acquire;
  private final String renew;
  private final String renewUnlessLocked;
  private final String renewOwn;

  LeaseStatements(Dialect dialect, LeaseClock clock) {
    this.clock = clock;
    this.alone = dialect == Dialect.SQLITE;
    this.acquire =
        alone
            ? ACQUIRE_ALONE
            : ACQUIRE.formatted(
                dialect.now("?"),
                FREE.formatted("l", "n.at", "?"),
                FREE.formatted("turn_leases", "excluded.renewed_at_ns", "?"),
                LeaseRow.LEASE_COLUMNS);
    this.renew = renewal(dialect, LeaseRow.HELD_BY, LeaseRow.LEASE_COLUMNS);
    this.renewUnlessLocked =
        alone ? renew : renewal(dialect, UNLESS_LOCKED, LeaseRow.LEASE_COLUMNS);
    this.renewOwn = renewal(dialect, OWN, LeaseRow.LEASE_COLUMNS + ", unfinished");
  }

  private static String renewal(Dialect dialect, String condition, String columns) {
    return dialect == Dialect.SQLITE
        ? RENEW_ALONE.formatted(condition, columns)
        : RENEW.formatted(dialect.now("?"), condition, columns);
  }

  /** A lease that was taken, and whether the turn before it was left without an end. */
  record Taken(TurnLease lease, boolean unfinished) {}

  /** Empty if there is no such thread or its lease cannot be had. */
  Optional<Taken> acquire(Handle handle, Request request) {
    return BareStatement.first(
        handle,
        acquire,
        statement -> {
          Parameters next = new Parameters(statement);
          next.text(request.turnId()).text(request.ownerId());
          bindTimes(next, request).text(request.threadId()).text(request.waiterId());
          if (!alone) {
            bindTimes(next, request).text(request.waiterId());
          }
        },
        row -> new Taken(LeaseRow.lease(row), row.getInt(UNFINISHED) == 1));
  }

  private Parameters bindTimes(Parameters next, Request request) throws SQLException {
    return next.numberOrNull(Instants.toNanosOrNull(request.since()))
        .numberOrNull(nanos(request.ttl()))
        .numberOrNull(clock.nanos());
  }

  /** Empty if it is not the caller's any more. */
  Optional<TurnLease> renew(Handle handle, TurnLease lease) {
    return renew(handle, renew, lease);
  }

  /** Empty also if somebody is writing the row right now. */
  Optional<TurnLease> renewUnlessLocked(Handle handle, TurnLease lease) {
    return renew(handle, renewUnlessLocked, lease);
  }

  private Optional<TurnLease> renew(Handle handle, String sql, TurnLease lease) {
    return BareStatement.first(
        handle,
        sql,
        statement -> {
          Parameters next = new Parameters(statement);
          next.numberOrNull(nanos(lease.ttl())).numberOrNull(clock.nanos());
          bindHeldBy(next, lease);
        },
        LeaseRow::lease);
  }

  /** Renews the lease of a turn that has it already, held or expired; empty if it has not. */
  Optional<Taken> renewOwn(Handle handle, Request request) {
    return BareStatement.first(
        handle,
        renewOwn,
        statement ->
            new Parameters(statement)
                .numberOrNull(nanos(request.ttl()))
                .numberOrNull(clock.nanos())
                .text(request.threadId())
                .text(request.turnId())
                .text(request.ownerId()),
        row -> new Taken(LeaseRow.lease(row), row.getInt(UNFINISHED) == 1));
  }

  /** Notes that a turn has begun, under a lease whose row is locked. */
  void begin(Handle handle, TurnLease lease) {
    BareStatement.update(
        handle, BEGIN, statement -> new Parameters(statement).text(lease.threadId()));
  }

  /** Notes that a turn has ended, and locks the row; false if it is not the caller's any more. */
  boolean end(Handle handle, TurnLease lease) {
    return BareStatement.update(
            handle, END, statement -> bindHeldBy(new Parameters(statement), lease))
        == 1;
  }

  /** Whether it was the caller's until now. */
  boolean release(Handle handle, TurnLease lease) {
    return BareStatement.update(
            handle, RELEASE, statement -> bindHeldBy(new Parameters(statement), lease))
        == 1;
  }

  /** The parameters of {@link LeaseRow#HELD_BY}. */
  static void bindHeldBy(Parameters next, TurnLease lease) throws SQLException {
    next.text(lease.threadId()).text(lease.ownerId()).number(lease.token());
    next.number(Instants.toNanos(lease.acquiredAt()));
  }

  private static @Nullable Long nanos(@Nullable Duration ttl) {
    return ttl == null ? null : ttl.toNanos();
  }
}
