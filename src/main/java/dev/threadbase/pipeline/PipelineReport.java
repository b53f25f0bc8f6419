package dev.threadbase.pipeline;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline, told to a listener when it is over.
 *
 * @param stages what became of each stage, in their order
 * @param duration how long the run took
 * @param failure why it failed; null if it did not
 */
public record PipelineReport(
    List<StageResult> stages, Duration duration, @Nullable Throwable failure) {

  /** Copies the results. */
  public PipelineReport {
    stages = List.copyOf(stages);
  }
}
