package dev.threadbase.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One segment in the fork tree of its session.
 *
 * @param sessionId the session
 * @param segmentId the segment
 * @param parentSegmentId the segment that it continues; null for a root
 * @param parentLength how many entries of the parent come before it; 0 for a root
 * @param baseLength how many entries of any segment come before it on a path
 * @param origin why it exists: {@code root}, {@code branch}, {@code fork} or {@code compaction}
 * @param depth how many segments come before it; 0 for a root
 * @param threadId the thread that writes or wrote it; that thread may be deleted
 * @param entries how many entries it holds
 * @param createdAt when it was made
 * @param atTurnIndex of a log that was forked or goes on from a summary: the turn of its source
 *     that it says it began at, as unsigned bits; null for every other segment
 * @param baseTurn of the first segment of a log: the count of the last turn before it, as unsigned
 *     bits; null for every other segment
 */
public record SegmentNode(
    String sessionId,
    String segmentId,
    @Nullable String parentSegmentId,
    long parentLength,
    long baseLength,
    String origin,
    long depth,
    String threadId,
    long entries,
    Instant createdAt,
    @Nullable Long atTurnIndex,
    @Nullable Long baseTurn) {

  /** A segment that begins no log. */
  public SegmentNode(
      String sessionId,
      String segmentId,
      @Nullable String parentSegmentId,
      long parentLength,
      long baseLength,
      String origin,
      long depth,
      String threadId,
      long entries,
      Instant createdAt) {
    this(
        sessionId,
        segmentId,
        parentSegmentId,
        parentLength,
        baseLength,
        origin,
        depth,
        threadId,
        entries,
        createdAt,
        null,
        null);
  }
}
