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
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConservationGateTest {

  private static final Stage COMPRESS = new CompressStage(CompressOptions.DEFAULT);
  private static final String TRANSCRIPT =
      String.join(
          "\n",
          said("header", ""),
          said("user", "x"),
          tool("A"),
          tool("A"),
          "{\"type\":\"tool\"}",
          said("system", "s"),
          said("assistant", "y  y"));

  @TempDir private Path folder = Path.of("");

  private StageRun gate(String input, Stage... stages) throws Exception {
    return StageRun.of(new ConservationGate(List.of(stages), folder), input);
  }

  private static Gated gated(StageRun run) {
    return (Gated) run.told();
  }

  @Test
  void whatKeepsTheLawIsPassedOn() throws Exception {
    StageRun run = gate(TRANSCRIPT, COMPRESS);
    assertThat(run.lines())
        .containsExactly(said("user", "x"), mark("A", 2), said("assistant", "y  y"));
    assertThat(gated(run).outcome()).isEqualTo("ok");
    assertThat(gated(run).fellBack()).isFalse();
    assertThat(gated(run).reason()).isEmpty();
    assertThat(run.told().figures())
        .containsEntry("fell_back", 0)
        .containsEntry("entries_in", 7L)
        .containsEntry("entries_out", 3L)
        .containsEntry("tools_dropped", 1L);
  }

  @Test
  void severalStagesPassOneGate() throws Exception {
    Stage both = CompressStage.gated(CompressOptions.DEFAULT, StripOptions.DEFAULT);
    assertThat(both.name()).isEqualTo("compress");
    StageRun run = StageRun.of(both, TRANSCRIPT);
    assertThat(run.lines())
        .containsExactly(said("user", "x"), mark("A", 2), said("assistant", "y y"));
    assertThat(run.told().figures())
        .containsEntry("entries_out", 3L)
        .containsEntry("strip_entries_in", 3L)
        .containsEntry("strip_whitespace_canonicalized", 1L);
    assertThat(gated(run).attempts())
        .hasExactlyElementsOfTypes(CompressStats.class, StripStats.class);
  }

  @Test
  void theInputIsPassedOnWhenAStageLosesALine() throws Exception {
    Stage losing =
        Stage.of(
            "losing",
            (input, output) -> {
              String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
              output.write(text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
              return null;
            });
    StageRun run = gate(TRANSCRIPT, COMPRESS, losing);
    assertThat(run.text()).isEqualTo(TRANSCRIPT);
    assertThat(gated(run).fellBack()).isTrue();
    assertThat(gated(run).reason())
        .contains(
            "entry-count mismatch: got 2, want 3 (EntriesIn=7 - SystemDropped=1"
                + " - HeaderDropped=1 - ToolsBatched=1 - ToolsDropped=1)");
    assertThat(gated(run).outcome()).isEqualTo("sanity_rejected:" + gated(run).reason().orElse(""));
    assertThat(run.told().figures())
        .containsEntry("fell_back", 1)
        .containsEntry("entries_in", 7L)
        .containsEntry("entries_out", 7L)
        .containsEntry("bytes_out", (long) TRANSCRIPT.length())
        .containsEntry("system_dropped", 0L);
  }

  @Test
  void theInputIsPassedOnWhenAStageStopsEarly() throws Exception {
    Stage head = Stage.of("head", (input, output) -> null);
    StageRun run = gate(TRANSCRIPT, COMPRESS, head);
    assertThat(run.text()).isEqualTo(TRANSCRIPT);
    assertThat(gated(run).reason()).contains("compressed file is empty");
  }

  @Test
  void theInputIsPassedOnWhenAStageFails() throws Exception {
    Stage failing =
        Stage.of(
            "llm-redact",
            (input, output) -> {
              output.write('x');
              throw new StageException(
                  new StripStats(EntryFlow.NONE, Map.of()), new IOException("no"));
            });
    StageRun run = gate(TRANSCRIPT, COMPRESS, failing);
    assertThat(run.text()).isEqualTo(TRANSCRIPT);
    assertThat(gated(run).outcome()).isEqualTo("llm_redact_failed");
    assertThat(gated(run).reason()).isEmpty();
    assertThat(gated(run).attempts()).hasSize(2);
    assertThat(gated(gate(TRANSCRIPT, failing)).outcome()).isEqualTo("llm_redact_failed");
  }

  @Test
  void aTranscriptOfNothingToKeepBecomesEmpty() throws Exception {
    String input = said("header", "") + "\n" + said("system", "s") + "\n{\"type\":\"tool\"}\n";
    StageRun run = gate(input, COMPRESS);
    assertThat(run.text()).isEmpty();
    assertThat(gated(run).outcome()).isEqualTo("ok");
  }

  @Test
  void nothingIsNothing() throws Exception {
    assertThat(gate("", COMPRESS).text()).isEmpty();
  }

  @Test
  void everyReasonHasItsText() {
    assertThat(breach(0, 0, 0)).isEqualTo("");
    assertThat(breach(10, 7, 100)).isEqualTo("");
    assertThat(breach(10, 7, 0)).isEqualTo("compressed file is empty");
    assertThat(breach(10, 0, 100)).isEqualTo("zero entries emitted from a non-empty input");
    assertThat(breach(10, 8, 100))
        .isEqualTo(
            "entry-count mismatch: got 8, want 7 (EntriesIn=10 - SystemDropped=2"
                + " - HeaderDropped=1 - ToolsBatched=0 - ToolsDropped=0)");
    assertThat(
            ConservationLaw.breach(
                10,
                7,
                dropped(),
                () -> {
                  throw new IOException("secret");
                }))
        .contains("stat failed: IOException");
  }

  private static String breach(long in, long out, long bytes) {
    CompressStats stats = in == 0 ? new CompressStats(EntryFlow.NONE, Map.of()) : dropped();
    return ConservationLaw.breach(in, out, stats, () -> bytes).orElse("");
  }

  private static CompressStats dropped() {
    return new CompressStats(
        EntryFlow.NONE, Map.of(Count.SYSTEM_DROPPED, 2L, Count.HEADER_DROPPED, 1L));
  }

  @Test
  void temporaryFilesAreTheirOwnersAloneAndNobodyFindsThem() throws Exception {
    List<Path> seen = new ArrayList<>();
    Stage looking =
        Stage.of(
            "looking",
            (input, output) -> {
              try (Stream<Path> files = Files.list(folder)) {
                files.forEach(seen::add);
              }
              input.close();
              output.close();
              throw new IOException("no");
            });
    gate(TRANSCRIPT, COMPRESS, looking);
    assertThat(seen).isEmpty();
    assertThat(folder).isEmptyDirectory();
    Path file = Spool.create(folder);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void stagesMayCloseTheirStreams() throws Exception {
    Stage closing =
        Stage.of(
            "closing",
            (input, output) -> {
              try (input;
                  output) {
                input.transferTo(output);
              }
              return null;
            });
    assertThat(gate("a\nb", closing, closing, closing).text()).isEqualTo("a\nb");
  }

  @Test
  void anInputThatFailsIsAFailureOfTheGate() {
    InputStream broken = InputStream.nullInputStream();
    assertThatThrownBy(
            () -> {
              broken.close();
              new ConservationGate(List.of(COMPRESS), folder)
                  .apply(broken, new ByteArrayOutputStream());
            })
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOutputThatFailsIsAFailureThatTellsWhatWasCounted() {
    OutputStream full = OutputStream.nullOutputStream();
    StageException failure =
        catchThrowableOfType(
            StageException.class,
            () -> {
              full.close();
              new ConservationGate(List.of(COMPRESS), folder).apply(bytes(TRANSCRIPT), full);
            });
    StageStats stats = failure.stats();
    assertThat(stats).isInstanceOf(Gated.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptionEndsTheGateInsteadOfFallingBack() {
    Stage interrupted =
        Stage.of(
            "interrupted",
            (input, output) -> {
              throw new InterruptedException();
            });
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    assertThatThrownBy(
            () ->
                new ConservationGate(List.of(interrupted), folder).apply(bytes(TRANSCRIPT), output))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(output.size()).isZero();
  }

  @Test
  void aGateHasAStage() {
    assertThatThrownBy(() -> new ConservationGate(List.of(), folder))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
