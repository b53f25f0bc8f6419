package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import org.jspecify.annotations.Nullable;

/**
 * What an append to a log depends on. The database decides, in the statement that writes.
 *
 * @param expectedCount how many entries the log must have; null not to ask
 * @param expectedHead the end that the log must have; null not to ask
 * @param lease the lease that must be held; null for none
 */
public record SegmentAppend(
    @Nullable Long expectedCount, @Nullable SegmentHead expectedHead, @Nullable TurnLease lease) {

  /** At the end, wherever that is. */
  public static final SegmentAppend DEFAULT = new SegmentAppend(null, null, null);

  /** Refuses a negative count, and two expectations of one thing. */
  public SegmentAppend {
    if (expectedCount != null && expectedHead != null) {
      throw new IllegalArgumentException("an end is expected by its count and as a head");
    }
    if (expectedCount != null && expectedCount < 0) {
      throw new IllegalArgumentException("an expected count is negative: " + expectedCount);
    }
  }

  /**
   * Only if the log has so many entries. A log that was cut and has grown to the same length again
   * has them too; {@link #at} tells the difference.
   */
  public static SegmentAppend atCount(long count) {
    return new SegmentAppend(count, null, null);
  }

  /** Only if this is still the log's end. */
  public static SegmentAppend at(SegmentHead head) {
    return new SegmentAppend(null, head, null);
  }

  /** Only while this lease is held; null for none. */
  public SegmentAppend under(@Nullable TurnLease value) {
    return new SegmentAppend(expectedCount, expectedHead, value);
  }
}
