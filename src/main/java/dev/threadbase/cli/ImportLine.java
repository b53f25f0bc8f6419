package dev.threadbase.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.ImportWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a file, under the names that scripts rely on. */
record ImportLine(
    String file,
    @Nullable String format,
    @Nullable String sessionId,
    @Nullable String threadId,
    long lines,
    long stored,
    long existing,
    long repaired,
    long leftOut,
    List<ImportWarning> warnings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StageLine> stages) {

  static ImportLine of(ImportReport report) {
    return new ImportLine(
        report.file().toString(),
        report.format(),
        report.sessionId(),
        report.threadId(),
        report.lines(),
        report.stored(),
        report.existing(),
        report.repaired(),
        report.leftOut(),
        report.warnings(),
        StageLine.of(report.stages()));
  }
}
