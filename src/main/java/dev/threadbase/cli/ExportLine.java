package dev.threadbase.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Loss;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of an export, under the names that scripts rely on. */
record ExportLine(
    String file,
    @Nullable String format,
    List<String> sessionIds,
    List<String> threadIds,
    long entries,
    long lines,
    List<LossLine> losses,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StageLine> stages) {

  /** Something that has no place in the format. */
  record LossLine(String kind, String name, long count, String firstId) {
    static LossLine of(Loss loss) {
      String kind = loss.kind().name().toLowerCase(Locale.ROOT);
      return new LossLine(kind, loss.name(), loss.count(), loss.firstId());
    }
  }

  static ExportLine of(String file, @Nullable String format, ExportReport report) {
    return new ExportLine(
        file,
        format,
        report.sessionIds(),
        report.threadIds(),
        report.entries(),
        report.lines(),
        report.losses().stream().map(LossLine::of).toList(),
        StageLine.of(report.stages()));
  }
}
