package dev.threadbase.pipeline;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a pipeline failed. The sink may hold part of the output. The cause is the first failure
 * in time: what a stage threw, what its thread threw instead of being started, a {@link
 * java.util.concurrent.TimeoutException}, or an {@link InterruptedException}; what other stages
 * threw because of it is suppressed.
 */
public final class PipelineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String stage;
  private final transient List<StageResult> results;
  private final @Nullable IOException sinkFailure;

  PipelineException(
      @Nullable String stage,
      Throwable cause,
      List<StageResult> results,
      @Nullable IOException sinkFailure) {
    super(stage == null ? text(cause) : "stage \"" + stage + "\": " + text(cause), cause);
    this.stage = stage;
    this.results = List.copyOf(results);
    this.sinkFailure = sinkFailure;
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** The stage that failed; null for a deadline, an interruption, or a run without stages. */
  public @Nullable String stage() {
    return stage;
  }

  /** Why the sink could not be written, if it is that which failed the stage; else null. */
  public @Nullable IOException sinkFailure() {
    return sinkFailure;
  }

  /** What became of each stage, in their order. */
  public List<StageResult> results() {
    return results == null ? List.of() : results;
  }
}
