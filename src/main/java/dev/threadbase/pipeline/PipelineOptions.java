package dev.threadbase.pipeline;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is run. A time that is too long to be counted in nanoseconds, which is more than
 * 292 years, is no limit.
 *
 * @param timeout how long it may take; null for as long as it wants
 * @param grace how long the stages of a run that is over are waited for before they are abandoned
 * @param listener told when the run is over
 */
public record PipelineOptions(
    @Nullable Duration timeout, Duration grace, PipelineListener listener) {

  /** No deadline, five seconds of grace, nobody to tell. */
  public static final PipelineOptions DEFAULT =
      new PipelineOptions(null, Duration.ofSeconds(5), report -> {});

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if the timeout is not positive, or the grace negative
   */
  public PipelineOptions {
    Objects.requireNonNull(listener, "listener");
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException("timeout must be positive: " + timeout);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative: " + grace);
    }
  }

  /** With a deadline; null for none. */
  public PipelineOptions within(@Nullable Duration limit) {
    return new PipelineOptions(limit, grace, listener);
  }

  /** With another time of grace. */
  public PipelineOptions withGrace(Duration time) {
    return new PipelineOptions(timeout, time, listener);
  }

  /** With someone to tell. */
  public PipelineOptions telling(PipelineListener someone) {
    return new PipelineOptions(timeout, grace, someone);
  }

  long timeoutNanos() {
    return timeout == null ? Long.MAX_VALUE : nanos(timeout);
  }

  long graceNanos() {
    return nanos(grace);
  }

  private static long nanos(Duration time) {
    return time.compareTo(LONGEST) < 0 ? time.toNanos() : Long.MAX_VALUE;
  }
}
