package dev.threadbase.pipeline;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one stage of a run. Everything but {@code stats} is measured by the runner.
 *
 * @param name the stage
 * @param outcome how it ended
 * @param stats what the stage counted; null if it did not say
 * @param failure what it threw; null if it threw nothing
 * @param input what it read
 * @param output what it wrote
 * @param startedAt when it began
 * @param duration how long it took, waiting for its neighbours included
 */
public record StageResult(
    String name,
    Outcome outcome,
    @Nullable StageStats stats,
    @Nullable Throwable failure,
    StreamCount input,
    StreamCount output,
    Instant startedAt,
    Duration duration) {

  /** How a stage ended. */
  public enum Outcome {
    /** It returned. */
    COMPLETED,
    /**
     * It threw after a write of it was refused because what follows it wanted no more, or after the
     * last stage had returned. Whatever it threw, a fault of its own too, counts as this and not as
     * a failure: nobody waits any more for what it would have written.
     */
    CUT_SHORT,
    /** It failed first, and the run with it. */
    FAILED,
    /** It was ended because the run failed. */
    TORN_DOWN,
    /**
     * It did not end in time after the run was over; its thread is on its own and cannot reach the
     * source or the sink any more.
     */
    ABANDONED
  }

  @Override
  public String toString() {
    return "StageResult[%s, %s, %d bytes in, %d bytes out, %s]"
        .formatted(name, outcome, input.bytes(), output.bytes(), duration);
  }
}
