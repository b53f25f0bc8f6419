package dev.threadbase.jdbi;

import dev.threadbase.lease.LeaseBreak;
import dev.threadbase.lease.TurnLease;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Statements on leases beside those of {@link LeaseStatements}. */
interface LeaseSql {

  /** A waiter who did not ask again for this long is passed over. */
  long WAITER_NANOS = 1_000_000_000;

  String SELECT =
      "SELECT "
          + LeaseRow.LEASE_COLUMNS
          + """
      ,
             held, unfinished, waiter_since_ns,
             CASE WHEN l.expires_at_ns <= n.at THEN 1 ELSE 0 END AS expired,
             n.at AS seen_at_ns,
             CASE WHEN l.waiter_until_ns > n.at THEN l.waiter_id END AS next_waiter_id,
             CASE WHEN l.waiter_until_ns > n.at + 500000000 THEN 1 ELSE 0 END AS waits_long
      FROM turn_leases l
      CROSS JOIN (SELECT <now> AS at) n
      """;

  @SqlQuery(SELECT + "WHERE l.thread_id = :threadId")
  Optional<LeaseRow> find(String threadId, @Nullable Long now);

  @SqlQuery("SELECT token FROM turn_leases WHERE thread_id = :threadId")
  Optional<Long> token(String threadId);

  /** The token of a lease that is still its holder's; it cannot change hands from here on. */
  @SqlQuery(
      """
      SELECT token
      FROM turn_leases
      WHERE thread_id = :threadId AND held = 1 AND owner_id = :ownerId AND token = :token
        AND acquired_at_ns = :acquiredAt
      <for_no_key_update>
      """)
  Optional<Long> hold(String threadId, String ownerId, long token, long acquiredAt);

  default boolean isHeld(TurnLease lease) {
    long acquired = Instants.toNanos(lease.acquiredAt());
    return hold(lease.threadId(), lease.ownerId(), lease.token(), acquired).isPresent();
  }

  /** Reads a lease and makes everybody wait who acquires, renews or gives it back, or writes. */
  @SqlQuery(SELECT + "WHERE l.thread_id = :threadId <for_update>")
  Optional<LeaseRow> lock(String threadId, @Nullable Long now);

  @SqlQuery(
      SELECT
          + """
          WHERE (l.held = 1 OR l.unfinished = 1) AND l.held = 1 AND l.thread_id > :after
          ORDER BY l.thread_id
          LIMIT :limit
          """)
  List<LeaseRow> list(String after, int limit, @Nullable Long now);

  /** Threads whose last turn has no end, or whose holder is gone. */
  @SqlQuery(
      """
      SELECT l.thread_id
      FROM turn_leases l
      CROSS JOIN (SELECT <now> AS at) n
      WHERE (l.held = 1 OR l.unfinished = 1) AND (l.held = 0 OR l.expires_at_ns <= n.at)
        AND l.thread_id > :after
      ORDER BY l.thread_id
      LIMIT :limit
      """)
  List<String> abandoned(String after, int limit, @Nullable Long now);

  /** Notes a waiter as the next one, unless another has waited for longer. */
  @SqlUpdate(
      """
      UPDATE turn_leases
      SET waiter_id = :waiterId, waiter_since_ns = :since, waiter_until_ns = n.at + :nanos
      FROM (SELECT <now> AS at) n
      WHERE thread_id = :threadId
        AND (waiter_id IS NULL OR waiter_until_ns <= n.at OR waiter_id = :waiterId OR waiter_since_ns > :since)
      """)
  int putNext(String threadId, String waiterId, long since, long nanos, @Nullable Long now);

  @SqlUpdate(
      """
      UPDATE turn_leases
      SET waiter_id = NULL, waiter_since_ns = NULL, waiter_until_ns = NULL
      WHERE thread_id = :threadId AND waiter_id = :waiterId
      """)
  int dropNext(String threadId, String waiterId);

  /** Frees a lease whose row is locked. The token grows, so that its holder sees what happened. */
  @SqlUpdate(
      """
      UPDATE turn_leases
      SET held = 0, token = token + held, unfinished = :unfinished
      WHERE thread_id = :threadId
      """)
  int seize(String threadId, int unfinished);

  @SqlUpdate(
      """
      UPDATE turn_leases
      SET held = 0
      WHERE thread_id = :threadId AND held = 1 AND turn_id = :turnId AND owner_id = :ownerId
      """)
  int releaseOf(String threadId, String turnId, String ownerId);

  @SqlQuery(
      """
      UPDATE turn_leases
      SET held = 0, token = token + 1
      WHERE thread_id = :threadId AND held = 1 AND acquired_at_ns < :cutoff
      RETURNING thread_id, session_id, turn_id, owner_id, token - 1 AS token, acquired_at_ns, renewed_at_ns,
                expires_at_ns
      """)
  Optional<TurnLease> clearOlder(String threadId, long cutoff);

  @SqlQuery(
      """
      INSERT INTO lease_breaks (thread_id, token, session_id, turn_id, owner_id, acquired_at_ns, renewed_at_ns,
                                expires_at_ns, broken_at_ns, broken_by, reason)
      SELECT l.thread_id, l.token, l.session_id, l.turn_id, l.owner_id, l.acquired_at_ns, l.renewed_at_ns,
             l.expires_at_ns, n.at, :brokenBy, :reason
      FROM turn_leases l
      CROSS JOIN (SELECT <now> AS at) n
      WHERE l.thread_id = :threadId
      RETURNING\s"""
          + LeaseRow.LEASE_COLUMNS
          + ", broken_at_ns, broken_by, reason")
  LeaseBreak recordBreak(String threadId, String brokenBy, String reason, @Nullable Long now);

  @SqlQuery(
      "SELECT "
          + LeaseRow.LEASE_COLUMNS
          + ", broken_at_ns, broken_by, reason FROM lease_breaks WHERE thread_id = :threadId ORDER BY token")
  List<LeaseBreak> breaks(String threadId);

  /** A lease of another system, whose end has come; its turn may have been left unfinished. */
  @SqlUpdate(
      """
      INSERT INTO turn_leases (thread_id, session_id, turn_id, owner_id, token, held, acquired_at_ns,
                               renewed_at_ns, expires_at_ns, unfinished)
      VALUES (:threadId, :sessionId, :turnId, :ownerId, 1, 1, :acquiredAt, :acquiredAt, :acquiredAt, 1)
      ON CONFLICT (thread_id) DO NOTHING
      """)
  void insertEnded(
      String threadId, String sessionId, String turnId, String ownerId, long acquiredAt);

  @SqlUpdate("DELETE FROM lease_breaks WHERE thread_id = :threadId")
  int deleteBreaks(String threadId);

  @SqlUpdate("DELETE FROM turn_leases WHERE thread_id = :threadId")
  int deleteLease(String threadId);
}
