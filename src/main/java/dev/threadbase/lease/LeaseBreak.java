package dev.threadbase.lease;

import java.time.Instant;

/**
 * A lease that an operator took away.
 *
 * @param lease the lease as it was
 * @param brokenAt when it was broken
 * @param brokenBy who broke it
 * @param reason why
 */
public record LeaseBreak(TurnLease lease, Instant brokenAt, String brokenBy, String reason) {}
