package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.Sql;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports through stages: the database knows only what they leave. */
abstract class StagedImportContract extends TransferContract {

  private static final Stage MASK = replacing("mask", "balcony", "*******");

  /** Replaces a word; of the same length, so that offsets stay. */
  private static Stage replacing(String name, String word, String other) {
    return Stage.of(
        name,
        (input, output) -> {
          String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
          output.write(text.replace(word, other).getBytes(StandardCharsets.UTF_8));
          return null;
        });
  }

  private ImportReport load(Path file, Stage... stages) {
    return threadbase.importer().through(List.of(stages)).importFile(file, ImportOptions.DEFAULT);
  }

  private String everything() {
    return EveryRow.of(database).toString();
  }

  @Test
  void theDatabaseAndTheArchiveHoldWhatTheStagesLeave() {
    String before = new String(Samples.bytes(Samples.PI_TREE), StandardCharsets.UTF_8);
    assertThat(before).contains("balcony");
    ImportReport report = load(Samples.PI_TREE, MASK);
    assertThat(report.stored()).isEqualTo(19);
    assertThat(everything()).doesNotContain("balcony").contains("*******");
    String exported = new String(export(Samples.PI_SESSION, "pi"), StandardCharsets.UTF_8);
    assertThat(exported).isEqualTo(before.replace("balcony", "*******"));
  }

  @Test
  void stagesWorkInTheOrderOfTheirList() {
    load(Samples.PI_TREE, MASK, replacing("again", "*******", "terrace"));
    assertThat(everything()).contains("terrace").doesNotContain("*******");
  }

  @Test
  void theReportIsThatOfTheFileAndTellsOfTheStages() {
    ImportReport report = load(Samples.PI_TREE, MASK);
    assertThat(report.file()).isEqualTo(Samples.PI_TREE);
    assertThat(report.stages()).extracting(StageResult::name).containsExactly("mask");
    assertThat(report.stages().get(0).input().lines()).isEqualTo(20);
    assertThat(Sql.rows(database, "SELECT path FROM sources"))
        .containsExactly(List.of(Samples.PI_TREE.toString()));
    assertThat(load(Samples.PI_TREE).stages()).isEmpty();
  }

  @Test
  void theSameFileThroughTheSameStagesStoresNothing() {
    load(Samples.PI_TREE, MASK);
    String stored = everything();
    ImportReport again = load(Samples.PI_TREE, MASK);
    assertThat(again.stored()).isZero();
    assertThat(again.existing()).isEqualTo(19);
    assertThat(everything()).isEqualTo(stored);
  }

  @Test
  void aFileThatHasGrownStoresWhatIsNew() throws IOException {
    List<String> lines = Files.readAllLines(Samples.PI_TREE);
    Path file = folder.resolve("grows.jsonl");
    Files.writeString(file, String.join("\n", lines.subList(0, 12)) + "\n");
    load(file, MASK);
    Files.writeString(file, String.join("\n", lines) + "\n");
    ImportReport report = load(file, MASK);
    assertThat(report.existing()).isEqualTo(11);
    assertThat(report.stored()).isEqualTo(8);
    assertThat(Sql.rows(database, "SELECT source_id FROM sources")).hasSize(1);
  }

  @Test
  void namesOfFilesAreLearntFromAsEver() {
    Path root = Samples.CLAUDE_CODE;
    List<ImportReport> staged =
        Importer.files(root).stream().map(file -> load(file, MASK)).toList();
    assertThat(staged).hasSize(2);
    assertThat(staged.get(1).threadId()).isEqualTo(staged.get(0).threadId() + "/agent-a77");
  }

  @Test
  void whatLiesBesideAFileGoesThroughTheStagesToo() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree").resolve("id_dGhyZWFkLTE"));
    Files.writeString(
        tree.resolve("thread.json"),
        """
        {"id":"thread-1","title":"about the balcony","created_at":"2026-01-02T03:04:05Z","last_viewed_at":"0001-01-01T00:00:00Z"}
        """);
    ImportReport report = load(tree.resolve("thread.json"), MASK);
    assertThat(report.format()).isEqualTo("sessiontree-files");
    assertThat(threads.thread("thread-1").title().text()).isEqualTo("about the *******");
    assertThat(everything()).doesNotContain("balcony");
  }

  @Test
  void aStageThatFailsStoresNothingAndLeavesNoCopyBehind() {
    Path file = Samples.write(folder.resolve("own.jsonl"), Samples.lines(Samples.PI_TREE));
    List<List<Path>> seen = new ArrayList<>();
    Stage failing =
        Stage.of(
            "failing",
            (input, output) -> {
              output.write(input.readNBytes(100));
              seen.add(copies());
              throw new IOException("no");
            });
    String empty = everything();
    assertThatThrownBy(() -> load(file, failing))
        .isInstanceOf(PipelineException.class)
        .hasMessage("stage \"failing\": no");
    assertThat(seen.get(0)).hasSize(1);
    load(Samples.PI_CHAIN, Stage.of("drop", (in, out) -> null));
    assertThat(everything()).isEqualTo(empty);
    assertThat(copies()).isEmpty();
  }

  /** Copies of this test's own file: other tests may be at work beside it. */
  private List<Path> copies() {
    Path temporary = Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir")));
    String own = folder.toAbsolutePath().toString().substring(1);
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> file.toString().contains("threadbase-staged"))
          .filter(file -> Files.exists(file.resolve(own)))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aNativeExportCannotGoThroughStages() {
    load(Samples.PI_TREE);
    Path file = folder.resolve("native.jsonl");
    threadbase.exporter().export(Samples.PI_SESSION, null, file);
    assertThatThrownBy(() -> load(file, MASK))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("cannot go through stages");
  }

  @Test
  void aRehearsalGoesThroughTheStagesAndStoresNothing() {
    String empty = everything();
    ImportReport report =
        threadbase
            .importer()
            .through(List.of(MASK))
            .importFile(Samples.PI_TREE, ImportOptions.DEFAULT.withoutStoring());
    assertThat(report.stored()).isEqualTo(19);
    assertThat(report.stages()).hasSize(1);
    assertThat(everything()).isEqualTo(empty);
  }
}
