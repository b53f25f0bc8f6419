package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who writes a pod's log, and asks for its turn lease.
 *
 * @param turnId the turn, or whatever names one life of the worker
 * @param ownerId who runs it; see {@link TurnLeases#newOwnerId}
 * @param ttl how long the lease lasts without being renewed; null for one without an end
 */
public record PodWriter(String turnId, String ownerId, @Nullable Duration ttl) {

  /** Checks that both names are there. */
  public PodWriter {
    Objects.requireNonNull(turnId, "turnId");
    Objects.requireNonNull(ownerId, "ownerId");
  }

  /** A writer with the usual ttl. */
  public static PodWriter of(String turnId, String ownerId) {
    return new PodWriter(turnId, ownerId, TurnLeases.DEFAULT_TTL);
  }

  /** The one who holds a lease. */
  public static PodWriter of(TurnLease lease) {
    return new PodWriter(lease.turnId(), lease.ownerId(), lease.ttl());
  }

  /** With another ttl. */
  public PodWriter lasting(Duration value) {
    return new PodWriter(turnId, ownerId, value);
  }
}
