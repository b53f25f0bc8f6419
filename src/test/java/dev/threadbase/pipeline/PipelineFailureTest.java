package dev.threadbase.pipeline;

import static dev.threadbase.pipeline.StageSamples.COPY;
import static dev.threadbase.pipeline.StageSamples.drainingThenFailing;
import static dev.threadbase.pipeline.StageSamples.endless;
import static dev.threadbase.pipeline.StageSamples.failing;
import static dev.threadbase.pipeline.StageSamples.head;
import static dev.threadbase.pipeline.StageSamples.stream;
import static dev.threadbase.pipeline.StageSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threadbase.pipeline.StageResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a run ends when one of its stages does not do its part, or does no more than it has to. */
@Timeout(60)
class PipelineFailureTest {

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  @Test
  void aFailureNamesItsStageAndItsCause() {
    IOException cause = new IOException("disk full");
    PipelineException failure =
        failureOf(stream("hello"), COPY, drainingThenFailing("broken", cause));
    assertThat(failure).hasMessage("stage \"broken\": disk full").hasCause(cause);
    assertThat(failure.stage()).isEqualTo("broken");
    assertThat(failure.sinkFailure()).isNull();
    assertThat(outcomes(failure)).containsExactly(Outcome.COMPLETED, Outcome.FAILED);
    assertThat(failure.results().get(1).failure()).isSameAs(cause);
  }

  @Test
  void aStageThatFailsWithoutReadingEndsTheRun() {
    PipelineException failure =
        failureOf(endless(), COPY, COPY, failing("broken", new IOException("no")), COPY);
    assertThat(failure).hasMessage("stage \"broken\": no");
    assertThat(outcomes(failure))
        .containsExactly(Outcome.TORN_DOWN, Outcome.TORN_DOWN, Outcome.FAILED, Outcome.TORN_DOWN);
  }

  @Test
  void theCauseIsTheFirstFailureInTimeWhateverItsPlace() {
    IOException origin = new IOException("origin");
    PipelineException failure = failureOf(endless(), COPY, waiting(), failing("last", origin));
    assertThat(failure.stage()).isEqualTo("last");
    assertThat(failure).hasCause(origin);
    assertThat(outcomes(failure))
        .containsExactly(Outcome.TORN_DOWN, Outcome.TORN_DOWN, Outcome.FAILED);
    assertThat(failure.getSuppressed()).hasSize(2).doesNotContain(origin);
  }

  @Test
  void theFirstStageMayFailToo() {
    PipelineException failure =
        failureOf(endless(), failing("first", new IOException("no")), COPY, waiting());
    assertThat(failure.stage()).isEqualTo("first");
    assertThat(outcomes(failure))
        .containsExactly(Outcome.FAILED, Outcome.TORN_DOWN, Outcome.TORN_DOWN);
  }

  @Test
  void anErrorOfAStageIsItsFailure() {
    StackOverflowError error = new StackOverflowError();
    PipelineException failure = failureOf(endless(), COPY, failing("deep", error));
    assertThat(failure).hasCause(error).hasMessage("stage \"deep\": StackOverflowError");
  }

  @Test
  void aStageThatWantsNoMoreEndsThoseBeforeItAndIsNoFailure() {
    List<StageResult> results = Pipeline.run(endless(), sink, List.of(COPY, COPY, head(5), COPY));
    assertThat(sink).hasToString("xxxxx");
    assertThat(results)
        .extracting(StageResult::outcome)
        .containsExactly(
            Outcome.CUT_SHORT, Outcome.CUT_SHORT, Outcome.COMPLETED, Outcome.COMPLETED);
  }

  @Test
  void whatWaitsForNothingIsEndedWhenTheLastStageIsDone() {
    List<StageResult> results = Pipeline.run(endless(), sink, List.of(waiting(), head(0)));
    assertThat(results)
        .extracting(StageResult::outcome)
        .containsExactly(Outcome.CUT_SHORT, Outcome.COMPLETED);
  }

  @Test
  void aStageMayFailAndStillTellWhatItCounted() {
    Stage counting =
        Stage.of(
            "counting",
            (input, output) -> {
              throw new StageException(() -> Map.of("entries", 7), new IOException("no"));
            });
    PipelineException failure = failureOf(stream("x"), counting);
    assertThat(failure).hasCauseInstanceOf(IOException.class).hasMessage("stage \"counting\": no");
    StageStats stats = Objects.requireNonNull(failure.results().get(0).stats());
    assertThat(stats.figures()).containsEntry("entries", 7);
  }

  @Test
  void aSourceThatCannotBeReadFailsTheStageThatReadsIt() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("unplugged");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("unplugged");
          }
        };
    PipelineException failure = failureOf(broken, COPY, COPY);
    assertThat(failure).hasMessage("stage \"copy\": unplugged");
    assertThat(outcomes(failure)).containsExactly(Outcome.FAILED, Outcome.TORN_DOWN);
    PipelineException bare =
        catchThrowableOfType(PipelineException.class, () -> Pipeline.run(broken, sink, List.of()));
    assertThat(bare).hasMessage("unplugged");
    assertThat(bare.stage()).isNull();
    assertThat(bare.results()).isEmpty();
  }

  @Test
  void aSinkThatCannotBeWrittenFailsTheStageThatWritesIt() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    PipelineException failure = failureInto(full, endless(), COPY, COPY);
    assertThat(failure).hasMessage("stage \"copy\": full");
    assertThat(failure.sinkFailure()).hasMessage("full");
    assertThat(outcomes(failure)).containsExactly(Outcome.TORN_DOWN, Outcome.FAILED);
  }

  @Test
  void aSinkThatFailsBecauseTheRunDidIsNotTheCause() {
    CountDownLatch writing = new CountDownLatch(1);
    OutputStream torn =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            writing.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
              throw new IOException("closed by interruption", interrupted);
            }
          }
        };
    Stage losing =
        Stage.of(
            "losing",
            (input, output) -> {
              output.write('x');
              writing.await();
              throw new IllegalStateException("database lost");
            });
    PipelineException failure = failureInto(torn, stream("x"), losing, COPY);
    assertThat(failure).hasMessage("stage \"losing\": database lost");
    assertThat(failure.sinkFailure()).isNull();
  }

  @Test
  void anInterruptionThatAStageThrowsIsItsFailureAlone() {
    InterruptedException cause = new InterruptedException("of its own");
    PipelineException failure = failureOf(stream("x"), failing("broken", cause));
    assertThat(failure).hasCause(cause);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aSinkThatCannotBeFlushedFailsTheRun() {
    OutputStream unflushable =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            throw new IOException("full");
          }
        };
    assertThat(failureInto(unflushable, stream("x"), COPY)).hasMessage("stage \"copy\": full");
    assertThat(failureInto(unflushable, stream("x"))).hasMessage("full");
  }

  @Test
  void theListenerIsToldOfAFailure() {
    List<PipelineReport> reports = new ArrayList<>();
    IOException cause = new IOException("no");
    assertThatThrownBy(
            () ->
                Pipeline.run(
                    stream("x"),
                    sink,
                    List.of(failing("broken", cause)),
                    PipelineOptions.DEFAULT.telling(reports::add)))
        .hasCause(cause);
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).failure()).isSameAs(cause);
    assertThat(reports.get(0).stages()).hasSize(1);
  }

  @Test
  void aStageCannotReachTheSinkOnceTheRunIsOver() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    List<Throwable> refusals = new ArrayList<>();
    Stage keeping =
        Stage.of(
            "keeping",
            (input, output) -> {
              Thread late =
                  new Thread(
                      () -> {
                        try {
                          over.await();
                          output.write('x');
                        } catch (IOException | InterruptedException refused) {
                          refusals.add(refused);
                        } finally {
                          tried.countDown();
                        }
                      });
              late.start();
              return null;
            });
    Pipeline.run(stream("hello"), sink, List.of(keeping));
    over.countDown();
    tried.await();
    assertThat(refusals).hasSize(1).first().isInstanceOf(IOException.class);
    assertThat(sink.size()).isZero();
  }

  private PipelineException failureOf(InputStream source, Stage... stages) {
    return failureInto(sink, source, stages);
  }

  private static PipelineException failureInto(
      OutputStream target, InputStream source, Stage... stages) {
    return catchThrowableOfType(
        PipelineException.class, () -> Pipeline.run(source, target, List.of(stages)));
  }

  private static List<Outcome> outcomes(PipelineException failure) {
    return failure.results().stream().map(StageResult::outcome).toList();
  }
}
