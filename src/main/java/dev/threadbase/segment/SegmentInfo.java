package dev.threadbase.segment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a log without reading it.
 *
 * @param address where it is
 * @param kind why it exists
 * @param source the log that it was forked from or that it goes on from, which need not be there;
 *     null for a new one
 * @param atTurnIndex the turn of the source that it began at; 0 for a new one
 * @param baseTurn the turn count that it begins with
 * @param entries how many entries it has
 * @param createdAt when it was made
 */
public record SegmentInfo(
    SegmentAddress address,
    SegmentKind kind,
    @Nullable UUID source,
    long atTurnIndex,
    long baseTurn,
    long entries,
    Instant createdAt) {

  /** Its id. */
  public UUID segmentId() {
    return address.segmentId();
  }
}
