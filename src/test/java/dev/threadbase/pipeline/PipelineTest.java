package dev.threadbase.pipeline;

import static dev.threadbase.pipeline.StageSamples.BANG;
import static dev.threadbase.pipeline.StageSamples.COPY;
import static dev.threadbase.pipeline.StageSamples.UPPER;
import static dev.threadbase.pipeline.StageSamples.dripping;
import static dev.threadbase.pipeline.StageSamples.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.threadbase.pipeline.StageResult.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes out of a run that goes well, and what is told of it. */
@Timeout(60)
class PipelineTest {

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  @Test
  void withoutStagesTheStreamIsCopiedByteForByte() {
    assertThat(Pipeline.run(stream("hel\r\n\0lo"), sink, List.of())).isEmpty();
    assertThat(sink).hasToString("hel\r\n\0lo");
  }

  @Test
  void oneStageReadsTheSourceAndWritesTheSink() {
    List<StageResult> results = Pipeline.run(stream("hello"), sink, List.of(UPPER));
    assertThat(sink).hasToString("HELLO");
    assertThat(results).extracting(StageResult::name).containsExactly("upper");
    assertThat(results.get(0).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void theOrderOfTheStagesIsTheOrderOfTheList() {
    List<StageResult> results = Pipeline.run(stream("hello"), sink, List.of(UPPER, BANG));
    assertThat(sink).hasToString("!HELLO");
    assertThat(results).extracting(StageResult::failure).containsExactly(null, null);
    sink.reset();
    Stage dots =
        Stage.of(
            "dots",
            (input, output) -> {
              for (int b = input.read(); b >= 0; b = input.read()) {
                output.write('.');
              }
              return null;
            });
    Pipeline.run(stream("hello"), sink, List.of(BANG, dots));
    assertThat(sink).hasToString("......");
    sink.reset();
    Pipeline.run(stream("hello"), sink, List.of(dots, BANG));
    assertThat(sink).hasToString("!.....");
  }

  @Test
  void theRunnerMeasuresBytesLinesAndTime() {
    List<StageResult> results = Pipeline.run(stream("one\ntwo\nthree"), sink, List.of(COPY, BANG));
    assertThat(results.get(0).input()).isEqualTo(new StreamCount(13, 3));
    assertThat(results.get(1).input()).isEqualTo(new StreamCount(13, 3));
    assertThat(results.get(1).output()).isEqualTo(new StreamCount(14, 3));
    assertThat(results).allSatisfy(result -> assertThat(result.duration()).isPositive());
  }

  @Test
  void aStageTellsWhatItCountedOrNothing() {
    List<StageResult> results = Pipeline.run(stream("hello"), sink, List.of(UPPER, COPY));
    StageStats stats = Objects.requireNonNull(results.get(0).stats());
    assertThat(stats.figures()).containsEntry("chars", 5);
    assertThat(results.get(1).stats()).isNull();
  }

  @Test
  void aHundredStagesAndOneByteAtATimeChangeNothing() {
    byte[] bytes = new byte[20_000];
    new Random(3).nextBytes(bytes);
    Stage single =
        Stage.of(
            "single",
            (input, output) -> {
              for (int b = input.read(); b >= 0; b = input.read()) {
                output.write(b);
              }
              return null;
            });
    List<Stage> stages = new ArrayList<>(Collections.nCopies(98, COPY));
    stages.add(0, single);
    stages.add(single);
    List<StageResult> results = Pipeline.run(dripping(bytes), sink, stages);
    assertThat(sink.toByteArray()).isEqualTo(bytes);
    assertThat(results).hasSize(100).allMatch(result -> result.output().bytes() == 20_000);
  }

  @Test
  void aLineOfManyMegabytesGoesThrough() {
    byte[] line = "x".repeat(10 << 20).getBytes(StandardCharsets.UTF_8);
    Pipeline.run(new ByteArrayInputStream(line), sink, List.of(COPY, COPY, COPY));
    assertThat(sink.toByteArray()).isEqualTo(line);
  }

  @Test
  void theSinkIsFlushedAndNeitherEndIsClosed() {
    List<String> calls = new ArrayList<>();
    InputStream source =
        new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            calls.add("source closed");
          }
        };
    OutputStream closing =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            calls.add("flushed");
          }

          @Override
          public void close() throws IOException {
            calls.add("sink closed");
            super.close();
          }
        };
    Stage closer =
        Stage.of(
            "closer",
            (input, output) -> {
              try (input;
                  output) {
                input.transferTo(output);
              }
              return null;
            });
    Pipeline.run(source, closing, List.of(COPY));
    Pipeline.run(source, closing, List.of(closer));
    Pipeline.run(source, closing, List.of());
    assertThat(calls).contains("flushed").doesNotContain("source closed", "sink closed");
  }

  @Test
  void oneEventTellsTheListenerOfTheWholeRun() {
    List<PipelineReport> reports = new ArrayList<>();
    Pipeline.run(
        stream("hello"), sink, List.of(COPY, UPPER), PipelineOptions.DEFAULT.telling(reports::add));
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).stages())
        .extracting(StageResult::name)
        .containsExactly("copy", "upper");
    assertThat(reports.get(0).failure()).isNull();
    assertThat(reports.get(0).duration()).isPositive();
  }

  @Test
  void aListenerThatFailsDoesNotFailTheRun() {
    PipelineOptions options =
        PipelineOptions.DEFAULT.telling(
            report -> {
              throw new IllegalStateException("listener");
            });
    assertThat(Pipeline.run(stream("hello"), sink, List.of(UPPER), options)).hasSize(1);
  }

  @Test
  void oneStageObjectMayBeInSeveralPlaces() {
    assertThat(Pipeline.run(stream("a"), sink, List.of(BANG, BANG, BANG))).hasSize(3);
    assertThat(sink).hasToString("!!!a");
  }

  @Test
  void aFunctionWithANameIsAStage() {
    Stage stage = Stage.of("name", (input, output) -> null);
    assertThat(stage.name()).isEqualTo("name");
    assertThat(stage).hasToString("Stage[name]");
    assertThatIllegalArgumentException().isThrownBy(() -> Stage.of("two words", (in, out) -> null));
    assertThatIllegalArgumentException().isThrownBy(() -> Stage.of("", (in, out) -> null));
  }

  @Test
  void timesOfTheOptionsAreChecked() {
    PipelineOptions options = PipelineOptions.DEFAULT;
    assertThatIllegalArgumentException().isThrownBy(() -> options.within(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withGrace(Duration.ofSeconds(-1)));
  }
}
