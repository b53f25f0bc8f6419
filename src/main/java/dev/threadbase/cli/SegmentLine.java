package dev.threadbase.cli;

import dev.threadbase.lineage.SegmentNode;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A segment as {@code --json} prints it; the components are the names, in their order. */
record SegmentLine(
    String sessionId,
    String segmentId,
    @Nullable String parentSegmentId,
    @Nullable Long parentLength,
    String origin,
    long depth,
    String threadId,
    long entries,
    Instant createdAt,
    @Nullable BigInteger atTurnIndex,
    @Nullable BigInteger baseTurn) {

  static SegmentLine of(SegmentNode segment) {
    return new SegmentLine(
        segment.sessionId(),
        segment.segmentId(),
        segment.parentSegmentId(),
        segment.parentSegmentId() == null ? null : (Long) segment.parentLength(),
        segment.origin(),
        segment.depth(),
        segment.threadId(),
        segment.entries(),
        segment.createdAt(),
        Unsigned.orNull(segment.atTurnIndex()),
        Unsigned.orNull(segment.baseTurn()));
  }
}
