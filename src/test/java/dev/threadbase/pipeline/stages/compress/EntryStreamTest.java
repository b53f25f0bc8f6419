package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.mark;
import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageException;
import dev.threadbase.pipeline.StageStats;
import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryStreamTest {

  private static final CompressOptions LOSSLESS =
      CompressOptions.DEFAULT.withMode(CompressOptions.Mode.LOSSLESS);

  static Stream<Stage> stages() {
    return Stream.of(
        new CompressStage(CompressOptions.DEFAULT),
        new CompressStage(LOSSLESS),
        new StripStage(StripOptions.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void theLastLineGainsANewline(Stage stage) throws Exception {
    String line = said("user", "x");
    StageRun run = StageRun.of(stage, line);
    assertThat(run.text()).isEqualTo(line + "\n");
    assertThat(run.told().figures())
        .containsEntry("bytes_in", (long) line.length())
        .containsEntry("bytes_out", line.length() + 1L)
        .containsEntry("tokens_in_est", (long) line.length() / 4);
    assertThat(StageRun.of(stage, "").text()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void blankLinesAndShortOnesAreEntries(Stage stage) throws Exception {
    StageRun run = StageRun.of(stage, "\n\nx\n\n");
    assertThat(run.text()).isEqualTo("\n\nx\n\n");
    assertThat(run.told().figures())
        .containsEntry("entries_in", 4L)
        .containsEntry("entries_out", 4L)
        .containsEntry("tokens_in_est", 1L);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aLineOfTwelveMegabytesGoesThrough(Stage stage) throws Exception {
    String line = said("assistant", "word  \u001b[0mword ".repeat(640_000)) + "\n";
    assertThat(line.length()).isBetween(12 << 20, 15 << 20);
    StageRun run = StageRun.of(stage, line);
    assertThat(run.told().figures())
        .containsEntry("entries_out", 1L)
        .containsEntry("oversize_passed", 0L);
    assertThat(run.text()).endsWith("\"type\":\"assistant\"}\n");
  }

  @Test
  void aToolInputOfManyMegabytesBecomesAMark() throws Exception {
    String fits =
        "{\"tool_input\":\"{\\\"content\\\":\\\""
            + "a\\\\n".repeat(3 << 20)
            + "\\\",\\\"description\\\":\\\"write\\\"}\",\"type\":\"tool\"}";
    assertThat(fits.length()).isBetween(12 << 20, EntryStream.LONGEST);
    assertThat(StageRun.compress(CompressOptions.DEFAULT, fits).lines())
        .containsExactly(mark("write"));
  }

  @Test
  void aLineThatIsTooLongPassesInItsPlace() throws Exception {
    EnumMap<Count, Long> counts = new EnumMap<>(Count.class);
    String longest = said("system", "x".repeat(200));
    String input =
        tool("A") + "\n" + longest + "\n" + tool("A") + "\n" + tool("A") + "\n" + longest;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    EntryStream stream = new EntryStream(bytes(input), output, new ConversationWork(counts), 120);
    stream.run();
    assertThat(output.toString(StandardCharsets.UTF_8))
        .isEqualTo(mark("A") + "\n" + longest + "\n" + mark("A", 2) + "\n" + longest + "\n");
    assertThat(stream.flow())
        .isEqualTo(
            new EntryFlow(
                5,
                4,
                input.length(),
                output.size(),
                3 * (tool("A").length() / 4) + 2 * (longest.length() / 4),
                mark("A").length() / 4 + mark("A", 2).length() / 4 + 2 * (longest.length() / 4),
                2));
  }

  @Test
  void whatFailsAtALineIsToldWithItsNumberAndWithoutItsText() {
    EntryWork failing =
        new EntryWork() {
          @Override
          public void line(byte[] bytes, int start, int length, long number, EntryOutput output) {
            if (number == 2) {
              throw new IllegalStateException("secret");
            }
          }

          @Override
          public void release(EntryOutput output) {}
        };
    EntryStream stream =
        new EntryStream(bytes("a\nsecret\n"), new ByteArrayOutputStream(), failing);
    assertThatThrownBy(stream::run)
        .isInstanceOf(IOException.class)
        .hasMessage("entry 2: IllegalStateException");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aFlushThatFailsIsAFailure(Stage stage) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() throws IOException {
            throw new IOException("disk full");
          }
        };
    StageException failure = failure(stage, bytes(said("user", "x")), full);
    assertThat(failure).hasMessage("flush output: disk full");
    assertThat(told(failure).figures()).containsEntry("entries_in", 1L);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aWriteThatFailsIsAFailureThatTellsWhatWasCounted(Stage stage) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    String lines = (said("user", "x".repeat(1_000)) + "\n").repeat(200);
    StageException failure = failure(stage, bytes(lines), full);
    assertThat(failure).hasMessage("disk full");
    assertThat((Long) told(failure).figures().get("entries_in")).isBetween(50L, 199L);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aReadThatFailsIsAFailureThatTellsWhatWasCounted(Stage stage) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection lost");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("connection lost");
          }
        };
    InputStream input = new SequenceInputStream(bytes(said("user", "x") + "\n"), broken);
    StageException failure = failure(stage, input, new ByteArrayOutputStream());
    assertThat(failure).hasMessage("connection lost").hasCauseInstanceOf(IOException.class);
    assertThat(told(failure).figures()).containsEntry("entries_in", 1L);
  }

  @Test
  void theStagesHaveTheirNames() {
    assertThat(stages().map(Stage::name)).isEqualTo(List.of("compress", "compress", "strip"));
  }

  private static StageException failure(Stage stage, InputStream input, OutputStream output) {
    return catchThrowableOfType(StageException.class, () -> stage.apply(input, output));
  }

  private static StageStats told(StageException failure) {
    return Objects.requireNonNull(failure.stats());
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
