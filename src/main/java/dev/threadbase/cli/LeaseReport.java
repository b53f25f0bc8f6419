package dev.threadbase.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.threadbase.lease.LeaseBreak;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one thread as {@code --json} prints it.
 *
 * @param lease how it stands, with the names of a list of leases
 * @param breaks what was broken of the thread, the oldest first
 */
record LeaseReport(@JsonUnwrapped LeaseLine lease, List<Broken> breaks) {

  /** A lease that an operator took away; the components are the names, in their order. */
  record Broken(
      long token,
      String turnId,
      String ownerId,
      Instant acquiredAt,
      Instant renewedAt,
      @Nullable Instant expiresAt,
      Instant brokenAt,
      String brokenBy,
      String reason) {}

  static LeaseReport of(LeaseLine lease, List<LeaseBreak> breaks) {
    return new LeaseReport(lease, breaks.stream().map(LeaseReport::broken).toList());
  }

  private static Broken broken(LeaseBreak broken) {
    return new Broken(
        broken.lease().token(),
        broken.lease().turnId(),
        broken.lease().ownerId(),
        broken.lease().acquiredAt(),
        broken.lease().renewedAt(),
        broken.lease().expiresAt(),
        broken.brokenAt(),
        broken.brokenBy(),
        broken.reason());
  }
}
