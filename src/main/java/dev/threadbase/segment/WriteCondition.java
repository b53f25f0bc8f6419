package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import org.jspecify.annotations.Nullable;

/**
 * What a write of a log depends on. The database decides, in the statement or transaction that
 * writes.
 *
 * @param expectedCount how many entries the log must have; null not to ask
 * @param expectedHead the end that the log must have; null not to ask
 * @param lease the lease that must be held; null for none
 */
public record WriteCondition(
    @Nullable Long expectedCount, @Nullable SegmentHead expectedHead, @Nullable TurnLease lease) {

  /** On nothing: at the end, wherever that is. */
  public static final WriteCondition NONE = new WriteCondition(null, null, null);

  /** Refuses a negative count, and two expectations of one thing. */
  public WriteCondition {
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
  public static WriteCondition atCount(long count) {
    return new WriteCondition(count, null, null);
  }

  /** Only if this is still the log's end. */
  public static WriteCondition at(SegmentHead head) {
    return new WriteCondition(null, head, null);
  }

  /** Only while this lease is held; null for none. */
  public WriteCondition under(@Nullable TurnLease value) {
    return new WriteCondition(expectedCount, expectedHead, value);
  }
}
