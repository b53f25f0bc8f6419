package dev.threadbase;

import org.jspecify.annotations.Nullable;

/**
 * A segment log does not end where its writer expected: somebody else wrote or cut it. The message
 * and the counts are those of the log; the leaves are its last entries.
 */
@SuppressWarnings("serial") // Thrown and caught, never serialized.
public final class SegmentHeadMoved extends ThreadbaseException.HeadMoved {
  private final long expectedCount;
  private final long actualCount;

  /** Names both ends of a log. */
  public SegmentHeadMoved(
      String segmentId,
      long expectedCount,
      @Nullable String expectedEntryId,
      long actualCount,
      @Nullable String actualEntryId) {
    super(segmentId, expectedEntryId, actualEntryId);
    this.expectedCount = expectedCount;
    this.actualCount = actualCount;
  }

  /** How many entries the writer thought there are. */
  public long expectedCount() {
    return expectedCount;
  }

  /** How many entries there are; the same if the log was cut and has grown again. */
  public long actualCount() {
    return actualCount;
  }

  @Override
  public String getMessage() {
    return "head of segment %s changed: expected %d entries, current %d; expected last entry %s, current %s"
        .formatted(threadId(), expectedCount, actualCount, expectedLeafId(), actualLeafId());
  }
}
