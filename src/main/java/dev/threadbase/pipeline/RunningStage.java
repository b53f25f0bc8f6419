package dev.threadbase.pipeline;

import dev.threadbase.pipeline.StageResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** One stage at work on a thread of its own. What became of it is guarded by its run. */
final class RunningStage {

  private final Stage stage;
  private final StageInput input;
  private final StageOutput output;
  private final @Nullable BytePipe before;
  private final @Nullable BytePipe behind;
  private final Instant startedAt = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final Thread thread;
  private @Nullable Outcome outcome;
  private @Nullable Throwable failure;
  private @Nullable StageStats stats;
  private long endedNanos;

  /**
   * Prepares a stage.
   *
   * @param before the pipe that it reads; null for the source
   * @param behind the pipe that it writes; null for the sink
   * @param threads makes its thread
   */
  RunningStage(
      Stage stage,
      StageInput input,
      StageOutput output,
      @Nullable BytePipe before,
      @Nullable BytePipe behind,
      PipelineRun run,
      ThreadFactory threads) {
    this.stage = stage;
    this.input = input;
    this.output = output;
    this.before = before;
    this.behind = behind;
    this.thread = threads.newThread(() -> run(run));
    thread.setName("threadbase-stage-" + stage.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run(PipelineRun run) {
    @Nullable StageStats counted = null;
    @Nullable Throwable thrown = null;
    try {
      counted = stage.apply(input, output);
      output.flush();
    } catch (StageException failed) {
      counted = failed.stats();
      thrown = failed.getCause();
    } catch (Throwable any) {
      // Whatever a stage throws, an error included, is that stage's failure.
      thrown = any;
    }
    run.ended(this, counted, thrown);
  }

  /** Notes how it ended; called once, under the lock of the run. */
  void end(Outcome how, @Nullable StageStats counted, @Nullable Throwable thrown) {
    outcome = how;
    stats = counted;
    failure = thrown;
    endedNanos = System.nanoTime();
  }

  /** Whether it failed to write because what follows wants no more. */
  boolean isUnwanted() {
    return behind != null && behind.refused();
  }

  /** Gives the neighbours their ends: nothing more comes, nothing more is wanted. */
  void release() {
    if (behind != null) {
      behind.end();
    }
    if (before != null) {
      before.leave();
    }
  }

  void interrupt() {
    if (outcome == null) {
      thread.interrupt();
    }
  }

  boolean hasEnded() {
    return outcome != null;
  }

  String name() {
    return stage.name();
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Keeps it from the source and the sink from now on. */
  void detach() {
    input.detach();
    output.detach();
  }

  StageResult result() {
    long nanos = (outcome == null ? System.nanoTime() : endedNanos) - startedNanos;
    return new StageResult(
        stage.name(),
        outcome == null ? Outcome.ABANDONED : outcome,
        stats,
        failure,
        input.count(),
        output.count(),
        startedAt,
        Duration.ofNanos(nanos));
  }
}
