package dev.threadbase.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Runs a list of stages over a stream, all at once, each on a thread of its own, with bounded pipes
 * between them: so memory does not depend on the length of the stream or of a line, and to reorder
 * the work is to reorder the list.
 *
 * <p>The semantics are those of ox's session pipeline with its gaps closed: when a stage ends, well
 * or not, both of its pipes are closed; what a stage throws is its failure; the failure that is
 * reported is the first in time.
 */
public final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final Stage COPY =
      Stage.of(
          "copy",
          (input, output) -> {
            input.transferTo(output);
            return null;
          });

  private Pipeline() {}

  /** Runs stages without a deadline. */
  public static List<StageResult> run(InputStream source, OutputStream sink, List<Stage> stages) {
    return run(source, sink, stages, PipelineOptions.DEFAULT);
  }

  /**
   * Runs stages: the first reads the source, the last writes the sink, which is flushed at the end.
   * Neither is closed. Without stages the source is copied byte for byte.
   *
   * <p>A stage that returns before it has read everything ends its predecessors; this is no
   * failure. A deadline, an interruption of the calling thread, and a stage whose thread cannot be
   * started fail the run if it is not over; the thread stays interrupted in every case. Then, and
   * when the last stage has returned, stages that are in a call that cannot be interrupted, as the
   * read of a terminal, are waited for as long as the options' grace; after that they are
   * abandoned, and can reach neither source nor sink but for the call they are in.
   *
   * <p>Each stage is one event of the log, at level info, with what was measured and counted as key
   * and value; the run is one event for the listener.
   *
   * @return what became of each stage, in their order; empty without stages
   * @throws PipelineException if the run failed; the sink may hold part of the output
   */
  public static List<StageResult> run(
      InputStream source, OutputStream sink, List<Stage> stages, PipelineOptions options) {
    List<Stage> all = stages.isEmpty() ? List.of(COPY) : stages;
    PipelineRun run = new PipelineRun(source, sink, all, options, Thread::new);
    try {
      run.run();
      return told(run, stages, options);
    } finally {
      if (run.wasInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static List<StageResult> told(
      PipelineRun run, List<Stage> stages, PipelineOptions options) {
    PipelineReport measured = run.report();
    List<StageResult> results = stages.isEmpty() ? List.of() : measured.stages();
    results.forEach(Pipeline::log);
    tell(options.listener(), new PipelineReport(results, measured.duration(), measured.failure()));
    @Nullable PipelineException failure = run.exception(results);
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static void log(StageResult result) {
    LoggingEventBuilder event =
        LOG.atInfo()
            .setMessage("pipeline stage")
            .addKeyValue("stage", result.name())
            .addKeyValue("outcome", result.outcome())
            .addKeyValue("duration_ms", result.duration().toMillis())
            .addKeyValue("bytes_in", result.input().bytes())
            .addKeyValue("lines_in", result.input().lines())
            .addKeyValue("bytes_out", result.output().bytes())
            .addKeyValue("lines_out", result.output().lines());
    StageStats stats = result.stats();
    if (stats != null) {
      event = event.addKeyValue("stats", stats.figures());
    }
    event.log();
  }

  private static void tell(PipelineListener listener, PipelineReport report) {
    try {
      listener.finished(report);
    } catch (RuntimeException failure) {
      LOG.warn("the listener of a pipeline failed", failure);
    }
  }
}
