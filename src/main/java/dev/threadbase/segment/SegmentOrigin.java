package dev.threadbase.segment;

import java.util.Objects;
import java.util.UUID;

/**
 * Where a log comes from: a log of the same session, and a turn of it.
 *
 * @param segmentId the log
 * @param atTurnIndex the turn count that was asked for, unsigned; the log need not have it
 */
public record SegmentOrigin(UUID segmentId, long atTurnIndex) {
  /** Checks that the id is there. */
  public SegmentOrigin {
    Objects.requireNonNull(segmentId, "segmentId");
  }
}
