package dev.threadbase.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.threadbase.lease.LeaseBreak;
import dev.threadbase.lease.LeaseStatus.State;
import java.time.Instant;

/**
 * A broken lease as {@code --json} prints it.
 *
 * @param lease the lease as it was when it was broken
 * @param brokenAt when that was
 * @param brokenBy who did it
 * @param reason why
 */
record BreakLine(@JsonUnwrapped LeaseLine lease, Instant brokenAt, String brokenBy, String reason) {

  static BreakLine of(LeaseBreak broken, boolean unfinished) {
    Instant end = broken.lease().expiresAt();
    State state = end == null || broken.brokenAt().isBefore(end) ? State.HELD : State.EXPIRED;
    return new BreakLine(
        LeaseLine.of(broken.lease(), state, unfinished),
        broken.brokenAt(),
        broken.brokenBy(),
        broken.reason());
  }
}
