package dev.threadbase.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.ImportWarning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the counts of a report have to do with each other. */
final class ImportLaws {

  /** Formats whose files are rows, or one record, and not lines of a conversation. */
  private static final Set<String> NO_TRANSCRIPTS = Set.of("native", "segment-files");

  private ImportLaws() {}

  static boolean isRow(ImportReport report) {
    return "native".equals(report.format());
  }

  static boolean isTranscript(ImportReport report) {
    return report.format() != null && !NO_TRANSCRIPTS.contains(report.format());
  }

  /** Every line has a fate, and what was lost has a warning. */
  static void check(ImportReport report, Path file) throws IOException {
    long warned = report.warnings().size();
    long aboutLines = report.warnings().stream().filter(each -> each.line() > 0).count();
    assertThat(warned).isLessThanOrEqualTo(ImportReport.MOST_WARNINGS);
    assertThat(report.leftOut() + report.repaired())
        .as("losses have warnings")
        .isLessThanOrEqualTo(warned);
    if (report.format() == null) {
      assertThat(report.stored() + report.existing()).isZero();
      assertThat(report.leftOut()).isPositive();
      return;
    }
    if (isRow(report)) {
      return;
    }
    // Of a line that begins with a torn record, that is left out and the rest is stored.
    long divided =
        report.warnings().stream().filter(each -> each.code().equals("fused_line")).count();
    long dealtWith = report.stored() + report.existing() + report.leftOut() - divided;
    long aboutTheFile =
        report.warnings().stream().map(ImportWarning::line).filter(line -> line == 0).count();
    assertThat(dealtWith)
        .as("no line twice of %s", report)
        .isLessThanOrEqualTo(report.lines() + aboutTheFile);
    if (report.threadId() != null && report.warnings().size() == aboutLines) {
      assertThat(report.lines() - dealtWith)
          .as("no line forgotten of %s", report)
          .isLessThanOrEqualTo(blanks(file) + headers(file, report.format()));
    }
  }

  private static long blanks(Path file) throws IOException {
    return text(file).lines().filter(String::isBlank).count() + 1;
  }

  /** At least as many as the file has lines that say something about the file alone. */
  private static long headers(Path file, @Nullable String format) throws IOException {
    String text = text(file);
    return switch (String.valueOf(format)) {
      case "pi" -> count(text, "\"session\"");
      case "raw-jsonl" ->
          count(text, "\"header\"") + count(text, "\"footer\"") + count(text, "\"_meta\"");
      case "conversation-jsonl" -> count(text, "\"meta\"");
      default -> 0;
    };
  }

  private static long count(String text, String word) {
    return text.split(word, -1).length - 1L;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /**
   * The same file again stores nothing. A line that is here with another content was left out the
   * first time; lines of an archived original are not looked into again.
   */
  static void checkRepetition(ImportReport again, ImportReport report) {
    assertThat(again.stored()).as("stored again").isZero();
    assertThat(again.leftOut()).isLessThanOrEqualTo(report.leftOut());
    assertThat(again.existing() + again.leftOut())
        .isEqualTo(report.stored() + report.existing() + report.leftOut());
  }

  /**
   * What a rehearsal says, an import does; but it does not see that a line which is here already
   * says something else now.
   */
  static void checkRehearsal(@Nullable ImportReport rehearsed, ImportReport report) {
    assertThat(rehearsed).isNotNull();
    assertThat(rehearsed.lines()).isEqualTo(report.lines());
    assertThat(rehearsed.stored()).isEqualTo(report.stored());
    assertThat(rehearsed.leftOut()).isLessThanOrEqualTo(report.leftOut());
    assertThat(rehearsed.existing() + rehearsed.leftOut())
        .isEqualTo(report.existing() + report.leftOut());
    assertThat(rehearsed.repaired()).isEqualTo(report.repaired());
    assertThat(rehearsed.sessionId()).isEqualTo(report.sessionId());
    assertThat(rehearsed.threadId()).isEqualTo(report.threadId());
  }
}
