package dev.threadbase.pipeline;

import static dev.threadbase.pipeline.StageSamples.COPY;
import static dev.threadbase.pipeline.StageSamples.endless;
import static dev.threadbase.pipeline.StageSamples.head;
import static dev.threadbase.pipeline.StageSamples.stream;
import static dev.threadbase.pipeline.StageSamples.stuck;
import static dev.threadbase.pipeline.StageSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threadbase.pipeline.StageResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run can be ended whatever its stages are waiting for. */
@Timeout(60)
class PipelineCancellationTest {

  private static final PipelineOptions SHORT =
      PipelineOptions.DEFAULT.within(Duration.ofMillis(50)).withGrace(Duration.ofSeconds(30));

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
  private final CountDownLatch letGo = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    letGo.countDown();
  }

  @Test
  void anInterruptedThreadRunsNothing() {
    Thread.currentThread().interrupt();
    PipelineException failure = failure(stream("x"), PipelineOptions.DEFAULT, waiting());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
    assertThat(failure.stage()).isNull();
    assertThat(failure.results())
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.TORN_DOWN);
  }

  @Test
  void anInterruptedThreadCopiesNothingEither() {
    Thread.currentThread().interrupt();
    PipelineException failure = failure(endless(), PipelineOptions.DEFAULT);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
    assertThat(failure.results()).isEmpty();
  }

  @Test
  void anInterruptionEndsStagesThatWaitForEachOther() {
    CountDownLatch reached = new CountDownLatch(1);
    Stage never =
        Stage.of(
            "never",
            (input, output) -> {
              input.read();
              reached.countDown();
              new CountDownLatch(1).await();
              return null;
            });
    Thread caller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                reached.await();
                caller.interrupt();
              } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
              }
            });
    interrupter.start();
    PipelineException failure = failure(endless(), PipelineOptions.DEFAULT, COPY, never);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
    assertThat(failure.results())
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.TORN_DOWN, Outcome.TORN_DOWN);
  }

  @RepeatedTest(200)
  void anInterruptionIsNotLostWhenAStageFailsAtTheSameTime() {
    Thread caller = Thread.currentThread();
    Stage both =
        Stage.of(
            "both",
            (input, output) -> {
              input.read();
              caller.interrupt();
              throw new IOException("no");
            });
    failure(stream("x"), PipelineOptions.DEFAULT, both);
    assertThat(Thread.interrupted()).isTrue();
  }

  @RepeatedTest(200)
  void anInterruptionIsNotLostWhenTheLastStageEndsAtTheSameTime() {
    Thread caller = Thread.currentThread();
    Stage content =
        Stage.of(
            "content",
            (input, output) -> {
              caller.interrupt();
              return null;
            });
    try {
      Pipeline.run(stream("x"), sink, List.of(waiting(), content));
    } catch (PipelineException interrupted) {
      assertThat(interrupted).hasCauseInstanceOf(InterruptedException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aDeadlineEndsARunThatWouldGoOnForEver() {
    PipelineException failure =
        failureInto(OutputStream.nullOutputStream(), endless(), SHORT, COPY, COPY);
    assertThat(failure)
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("longer than PT0.05S");
    assertThat(failure.results()).extracting(StageResult::outcome).containsOnly(Outcome.TORN_DOWN);
  }

  @Test
  void aDeadlineEndsAStageThatIsBlockedInAPipe() {
    PipelineException failure = failure(endless(), SHORT, COPY, waiting());
    assertThat(failure).hasCauseInstanceOf(TimeoutException.class);
    assertThat(failure.results()).extracting(StageResult::outcome).containsOnly(Outcome.TORN_DOWN);
  }

  @Test
  void aStageInACallThatNothingInterruptsIsAbandoned() {
    PipelineOptions impatient = SHORT.withGrace(Duration.ofMillis(50));
    PipelineException failure = failure(stuck(letGo), impatient, COPY, COPY);
    assertThat(failure).hasCauseInstanceOf(TimeoutException.class);
    assertThat(failure.results())
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.ABANDONED, Outcome.TORN_DOWN);
    assertThat(failure.results().get(0).input()).isEqualTo(new StreamCount(0, 0));
  }

  @Test
  void aSourceThatSaysNothingDoesNotKeepWhoWantsNoMore() {
    List<StageResult> results =
        Pipeline.run(
            stuck(letGo),
            sink,
            List.of(COPY, head(0)),
            PipelineOptions.DEFAULT.withGrace(Duration.ofMillis(50)));
    assertThat(results)
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.ABANDONED, Outcome.COMPLETED);
  }

  @Test
  void aDeadlineThatIsKeptChangesNothing() {
    PipelineOptions generous = PipelineOptions.DEFAULT.within(Duration.ofSeconds(50));
    assertThat(Pipeline.run(stream("hello"), sink, List.of(COPY), generous)).hasSize(1);
    assertThat(sink).hasToString("hello");
  }

  @Test
  void timesTooLongToBeCountedAreNoLimit() {
    PipelineOptions endless =
        PipelineOptions.DEFAULT
            .within(ChronoUnit.FOREVER.getDuration())
            .withGrace(Duration.ofDays(1_000_000));
    assertThat(Pipeline.run(stream("hello"), sink, List.of(COPY, head(1)), endless))
        .extracting(StageResult::outcome)
        .last()
        .isEqualTo(Outcome.COMPLETED);
    assertThat(sink).hasToString("h");
  }

  private PipelineException failure(InputStream source, PipelineOptions options, Stage... stages) {
    return failureInto(sink, source, options, stages);
  }

  private static PipelineException failureInto(
      OutputStream target, InputStream source, PipelineOptions options, Stage... stages) {
    return catchThrowableOfType(
        PipelineException.class, () -> Pipeline.run(source, target, List.of(stages), options));
  }
}
