package dev.threadbase.cli;

import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.StageResult;
import dev.threadbase.pipeline.StageResult.Outcome;

/**
 * Says in one line which stage failed. The stages of the command line are our own, and none of them
 * quotes a stream.
 */
final class StageFailure {

  private StageFailure() {}

  static String text(PipelineException failure) {
    long lines =
        failure.results().stream()
            .filter(result -> result.outcome() == Outcome.FAILED)
            .map(StageResult::input)
            .mapToLong(read -> read.lines())
            .sum();
    return failure.getMessage() + " (after " + lines + " lines)";
  }
}
