package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Exporter;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every sample, in every format. */
abstract class ConversionMatrixContract extends TransferContract {

  private static final Path SAMPLES = Path.of("src/test/resources");
  private static final String PATH_ONLY = "path";
  private static final String TREE = "tree";
  private static final String REFUSED = "refused";

  /** The sessions of the samples, by format. */
  private Map<String, Set<String>> loadSamples() {
    Map<String, Set<String>> sessions = new LinkedHashMap<>();
    for (Path file : Importer.files(SAMPLES)) {
      ImportReport report = load(file);
      if (report.format() != null && report.threadId() != null) {
        sessions
            .computeIfAbsent(report.format(), format -> new LinkedHashSet<>())
            .add(Objects.requireNonNull(report.sessionId()));
      }
    }
    return sessions;
  }

  @Test
  void everyFormatBecomesEveryOtherAsTheTableSays() throws IOException {
    Map<String, Map<String, String>> table = ConversionTable.read();
    assertThat(table.keySet()).containsAll(Importer.formats());
    Map<String, Set<String>> samples = loadSamples();
    assertThat(samples.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Importer.formats().stream().filter(name -> !name.equals("native")).toList());
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (Map.Entry<String, Set<String>> source : samples.entrySet()) {
        for (String format : Importer.formats()) {
          String cell = table.get(source.getKey()).get(format);
          for (String session : source.getValue()) {
            convert(session, format, cell, target);
          }
        }
      }
      assertThat(target.verify().problems()).isEmpty();
    }
  }

  private void convert(String session, String format, String cell, Threadbase target)
      throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    if (cell.equals(REFUSED)) {
      assertThatThrownBy(() -> threadbase.exporter().exportFolder(session, format, out))
          .as(session)
          .isInstanceOf(InvalidData.class);
      return;
    }
    ExportReport report = export(threadbase.exporter(), session, format, out);
    Path again = Files.createTempDirectory(folder, "again");
    assertThat(export(threadbase.exporter(), session, format, again)).isEqualTo(report);
    for (Path file : Importer.files(out)) {
      assertThat(again.resolve(out.relativize(file))).hasSameBinaryContentAs(file);
    }
    if (!cell.equals(PATH_ONLY) && !cell.equals(TREE)) {
      assertThat(report.losses()).isEmpty();
      return;
    }
    List<String> arrived = new ArrayList<>();
    for (Path file : filesThatSaySomething(out)) {
      ImportReport read = target.importer().importFile(file, ImportOptions.DEFAULT.as(format));
      assertThat(read.leftOut()).as(format).isZero();
      if (read.threadId() == null) {
        assertThat(codes(read)).containsExactly("no_entries");
      } else {
        assertThat(read.warnings()).as(format).isEmpty();
        arrived.add(read.threadId());
      }
    }
    compare(report, arrived, cell, target, format.equals("raw-jsonl"));
    arrived.forEach(target.threads()::deleteThread);
  }

  /** Of a thread that says nothing there is at most a title, which no format is known by. */
  private static List<Path> filesThatSaySomething(Path out) {
    return Importer.files(out).stream()
        .filter(file -> !file.toString().endsWith(".jsonl") || !Samples.lines(file).isEmpty())
        .filter(file -> !Samples.lines(file).get(0).contains("\"custom-title\""))
        .toList();
  }

  private static ExportReport export(Exporter exporter, String id, String format, Path out) {
    return format.equals("native")
        ? exporter.export(id, format, out.resolve("session.jsonl"))
        : exporter.exportFolder(id, format, out);
  }

  /**
   * Compares what is said.
   *
   * @param regrouped whether the format puts a call and its result on one line, so that calls that
   *     were made together stand apart
   */
  private void compare(
      ExportReport report,
      List<String> arrived,
      String cell,
      Threadbase target,
      boolean regrouped) {
    if (!cell.equals(PATH_ONLY)) {
      assertThat(report.losses()).noneMatch(loss -> loss.kind() == Loss.Kind.BRANCH);
    }
    boolean leafLost = report.losses().stream().anyMatch(loss -> loss.name().equals("leaf"));
    List<List<String>> said =
        report.threadIds().stream().map(id -> words(threadbase, id, regrouped)).toList();
    for (String id : arrived) {
      List<String> heard = words(target, id, regrouped);
      assertThat(said)
          .as("%s", heard)
          .anyMatch(words -> leafLost || ConversionWords.isPartOf(heard, words));
      boolean whole = report.losses().stream().allMatch(loss -> loss.kind() == Loss.Kind.THREAD);
      assertThat(leafLost || !whole || said.contains(heard)).isTrue();
    }
  }

  private static List<String> words(Threadbase threadbase, String id, boolean regrouped) {
    List<String> words = ConversionWords.of(threadbase, id);
    return regrouped ? words.stream().sorted().toList() : words;
  }
}
