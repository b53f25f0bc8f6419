package dev.threadbase.pipeline;

import static dev.threadbase.pipeline.StageSamples.COPY;
import static dev.threadbase.pipeline.StageSamples.endless;
import static dev.threadbase.pipeline.StageSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.StageResult.Outcome;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine may have no room for another thread. */
@Timeout(60)
class PipelineStartTest {

  private static final PipelineOptions PATIENT =
      PipelineOptions.DEFAULT.withGrace(Duration.ofDays(1));

  private final OutOfMemoryError noRoom = new OutOfMemoryError("unable to create native thread");
  private final List<Thread> made = new ArrayList<>();

  @Test
  void aThreadThatCannotBeStartedEndsThoseThatWere() throws Exception {
    PipelineRun run = run(2, COPY, COPY, waiting(), COPY);
    PipelineReport report = run.report();
    assertThat(report.failure()).isSameAs(noRoom);
    assertThat(report.stages())
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.TORN_DOWN, Outcome.TORN_DOWN, Outcome.FAILED, Outcome.TORN_DOWN);
    PipelineException failure = Objects.requireNonNull(run.exception(report.stages()));
    assertThat(failure)
        .hasCause(noRoom)
        .hasMessage("stage \"waiting\": unable to create native thread");
    for (Thread thread : made) {
      thread.join();
    }
  }

  @Test
  void theFirstThreadMayBeTheOne() {
    PipelineRun run = run(0, COPY, waiting());
    assertThat(run.report().stages())
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.FAILED, Outcome.TORN_DOWN);
  }

  private PipelineRun run(int refused, Stage... stages) {
    ThreadFactory threads =
        task -> {
          Thread thread = made.size() == refused ? new Refused(task) : new Thread(task);
          made.add(thread);
          return thread;
        };
    PipelineRun run =
        new PipelineRun(
            endless(), OutputStream.nullOutputStream(), List.of(stages), PATIENT, threads);
    run.run();
    return run;
  }

  private final class Refused extends Thread {
    Refused(Runnable task) {
      super(task);
    }

    @Override
    public synchronized void start() {
      throw noRoom;
    }
  }
}
