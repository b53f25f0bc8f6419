package dev.threadbase.jdbi;

import dev.threadbase.jdbi.LeaseStatements.Request;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.ReferenceLeases;
import dev.threadbase.lease.TurnLease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reference's calls, one conditional statement each; a second look only says why not. */
final class JdbiReferenceLeases implements ReferenceLeases {

  private final Database database;
  private final JdbiTurnLeases leases;

  JdbiReferenceLeases(Database database, JdbiTurnLeases leases) {
    this.database = database;
    this.leases = leases;
  }

  @Override
  public TurnLease acquireTurnLease(
      String threadId, String turnId, String ownerId, @Nullable Instant createdAt) {
    Request request = new Request(threadId, turnId, ownerId, null, createdAt, null);
    Acquisition outcome = leases.tryAcquire(request);
    if (outcome instanceof Acquisition.Busy busy) {
      throw LeaseRow.busy(busy.holder());
    }
    return ((Acquisition.Acquired) outcome).lease();
  }

  @Override
  public void releaseTurnLease(String threadId, String turnId, String ownerId) {
    database.writeOne(handle -> handle.attach(LeaseSql.class).releaseOf(threadId, turnId, ownerId));
    leases.wake(threadId);
  }

  @Override
  public Optional<TurnLease> activeTurnLease(String threadId) {
    return leases
        .status(threadId)
        .filter(status -> status.state() != LeaseStatus.State.FREE)
        .map(LeaseStatus::lease);
  }

  @Override
  public Optional<TurnLease> clearExpiredTurnLease(String threadId, @Nullable Instant cutoff) {
    if (cutoff == null) {
      return Optional.empty();
    }
    long before = Instants.toNanos(cutoff);
    Optional<TurnLease> cleared =
        database.writeOne(handle -> handle.attach(LeaseSql.class).clearOlder(threadId, before));
    if (cleared.isEmpty()) {
      leases.status(threadId);
    }
    leases.wake(threadId);
    return cleared;
  }
}
