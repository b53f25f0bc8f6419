package dev.threadbase.pipeline;

import dev.threadbase.pipeline.StageResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The stages of one run, from the start of the first to the end of the last. */
final class PipelineRun {

  private final PipelineOptions options;
  private final long startedNanos = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<RunningStage> stages = new ArrayList<>();
  private final List<BytePipe> pipes = new ArrayList<>();
  private boolean satisfied;
  private boolean interrupted;
  private @Nullable Throwable failure;
  private @Nullable String failedStage;
  private @Nullable IOException sinkFailure;

  /**
   * Prepares a run.
   *
   * @param threads makes the thread of each stage
   */
  PipelineRun(
      InputStream source,
      OutputStream sink,
      List<Stage> stages,
      PipelineOptions options,
      ThreadFactory threads) {
    this.options = options;
    StageInput input = new StageInput(source::read);
    BytePipe before = null;
    for (int i = 0; i < stages.size(); i++) {
      boolean last = i == stages.size() - 1;
      BytePipe behind = last ? null : new BytePipe();
      StageOutput output = new StageOutput(behind == null ? toSink(sink) : behind::write);
      this.stages.add(
          new RunningStage(stages.get(i), input, output, before, behind, this, threads));
      if (behind != null) {
        pipes.add(behind);
        input = new StageInput(behind::read);
        before = behind;
      }
    }
  }

  private StageOutput.Writing toSink(OutputStream sink) {
    return new StageOutput.Writing() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          sink.write(bytes, offset, length);
        } catch (IOException lost) {
          lose(lost);
          throw lost;
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          sink.flush();
        } catch (IOException lost) {
          lose(lost);
          throw lost;
        }
      }
    };
  }

  /** The sink cannot be written: why the run fails, unless it has failed already. */
  private void lose(IOException lost) {
    lock.lock();
    try {
      if (failure == null) {
        sinkFailure = lost;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs all stages and waits for them. */
  void run() {
    lock.lock();
    try {
      start();
      awaitEnd();
      awaitStragglers();
    } finally {
      stages.forEach(RunningStage::detach);
      lock.unlock();
    }
  }

  /** Starts the stages in their order; none of those behind one that cannot be started. */
  private void start() {
    for (RunningStage stage : stages) {
      if (failure != null) {
        stage.end(Outcome.TORN_DOWN, null, null);
        continue;
      }
      try {
        stage.start();
      } catch (RuntimeException | Error refused) {
        // There may be no room for another thread.
        stage.end(Outcome.FAILED, null, refused);
        fail(stage.name(), refused);
      }
    }
  }

  private void awaitEnd() {
    long left = options.timeoutNanos();
    while (!isOver()) {
      try {
        left = changed.awaitNanos(left);
        if (left <= 0 && !isOver()) {
          fail(null, new TimeoutException("the run took longer than " + options.timeout()));
        }
      } catch (InterruptedException interruption) {
        interrupted = true;
        fail(null, interruption);
      }
    }
  }

  private boolean isOver() {
    return satisfied || failure != null;
  }

  /** A stage may be in a call that no interruption ends; it is waited for, but not for ever. */
  private void awaitStragglers() {
    long left = options.graceNanos();
    while (left > 0 && !stages.stream().allMatch(RunningStage::hasEnded)) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException interruption) {
        // The output is whole or has failed already; only the waiting ends.
        interrupted = true;
        return;
      }
    }
  }

  /** Whether the thread that waited was interrupted; it is not any more. */
  boolean wasInterrupted() {
    return interrupted;
  }

  /** A stage returned or threw. */
  void ended(RunningStage stage, @Nullable StageStats stats, @Nullable Throwable thrown) {
    lock.lock();
    try {
      boolean unwanted = satisfied || stage.isUnwanted();
      if (thrown == null) {
        stage.end(Outcome.COMPLETED, stats, null);
      } else if (failure == null && unwanted) {
        stage.end(Outcome.CUT_SHORT, stats, thrown);
      } else {
        stage.end(failure == null ? Outcome.FAILED : Outcome.TORN_DOWN, stats, thrown);
        fail(stage.name(), thrown);
      }
      stage.release();
      if (stage.equals(stages.get(stages.size() - 1)) && failure == null) {
        // What is still at work in front of it works for nobody.
        satisfied = true;
        stages.forEach(RunningStage::interrupt);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first failure in time tears everything down. */
  private void fail(@Nullable String stage, Throwable cause) {
    if (failure == null) {
      failure = cause;
      failedStage = stage;
      String why = stage == null ? "the run was cancelled" : "stage \"" + stage + "\" failed";
      pipes.forEach(pipe -> pipe.tear(why));
      stages.forEach(RunningStage::interrupt);
    }
  }

  /** What became of it; asked after {@link #run}. */
  PipelineReport report() {
    lock.lock();
    try {
      List<StageResult> results = stages.stream().map(RunningStage::result).toList();
      Duration duration = Duration.ofNanos(System.nanoTime() - startedNanos);
      return new PipelineReport(results, duration, failure);
    } finally {
      lock.unlock();
    }
  }

  /** The failure as an exception; null if there is none. */
  @Nullable PipelineException exception(List<StageResult> results) {
    if (failure == null) {
      return null;
    }
    String stage = results.isEmpty() ? null : failedStage;
    PipelineException exception = new PipelineException(stage, failure, results, sinkFailure);
    for (StageResult result : results) {
      if (result.failure() != null && !result.failure().equals(failure)) {
        exception.addSuppressed(result.failure());
      }
    }
    return exception;
  }
}
