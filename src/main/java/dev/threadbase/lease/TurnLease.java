package dev.threadbase.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The right of one turn to write a thread. A value: holding it proves nothing, the database decides
 * at each write. Owner, token and the time it was acquired, to the nanosecond, say which lease it
 * is: a renewed copy is the same lease, and so is one that was handed to another process with these
 * values.
 *
 * @param threadId the thread
 * @param sessionId the thread's session
 * @param turnId the turn that may write
 * @param ownerId who runs the turn
 * @param token the fencing number, 1 or more: of two leases of a thread, the later has the greater
 * @param acquiredAt when it was acquired
 * @param renewedAt when it was last renewed; the acquisition is the first time
 * @param expiresAt from when on others may take it over; null for never. By the clock of the
 *     database, like the other times
 */
public record TurnLease(
    String threadId,
    String sessionId,
    String turnId,
    String ownerId,
    long token,
    Instant acquiredAt,
    Instant renewedAt,
    @Nullable Instant expiresAt) {

  /** Checks that everything but the expiry is there. */
  public TurnLease {
    Objects.requireNonNull(threadId, "threadId");
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(turnId, "turnId");
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(acquiredAt, "acquiredAt");
    Objects.requireNonNull(renewedAt, "renewedAt");
  }

  /** How long it lasts from each renewal on; null if it has no end. */
  public @Nullable Duration ttl() {
    return expiresAt == null ? null : Duration.between(renewedAt, expiresAt);
  }

  /** Whether this is the same lease, renewed or not. */
  public boolean isSameAs(TurnLease other) {
    return threadId.equals(other.threadId)
        && ownerId.equals(other.ownerId)
        && token == other.token
        && acquiredAt.equals(other.acquiredAt);
  }
}
