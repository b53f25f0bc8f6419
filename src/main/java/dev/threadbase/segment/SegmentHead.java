package dev.threadbase.segment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log as somebody saw it. Who appends at a head finds out whether it is still the end,
 * also when the log was cut meanwhile and has grown to the same length again.
 *
 * @param address the log
 * @param count how many entries it has
 * @param entryId the last one; null for an empty log
 */
public record SegmentHead(SegmentAddress address, long count, @Nullable String entryId) {

  /** Checks that the count is not negative. */
  public SegmentHead {
    Objects.requireNonNull(address, "address");
    if (count < 0) {
      throw new IllegalArgumentException("a count is negative: " + count);
    }
  }
}
