package dev.threadbase.transfer;

import dev.threadbase.transfer.format.Notes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of a file while it is read. */
final class Tally implements Notes {

  private final List<ImportWarning> warnings = new ArrayList<>();
  private long lines;
  private long stored;
  private long existing;
  private long repaired;
  private long leftOut;

  void line() {
    lines++;
  }

  long lines() {
    return lines;
  }

  void stored() {
    stored++;
  }

  void existing() {
    existing++;
  }

  /** Whether anything was there already. */
  boolean hasExisting() {
    return existing > 0;
  }

  void repaired(long line, String code, String message) {
    repaired++;
    warn(line, code, message);
  }

  @Override
  public void leftOut(long line, String code, String message) {
    leftOut++;
    warn(line, code, message);
  }

  @Override
  public void warn(long line, String code, String message) {
    if (warnings.size() < ImportReport.MOST_WARNINGS) {
      warnings.add(new ImportWarning(line, code, message));
    }
  }

  ImportReport report(
      Path file, @Nullable String format, @Nullable String sessionId, @Nullable String threadId) {
    return new ImportReport(
        file, format, sessionId, threadId, lines, stored, existing, repaired, leftOut, warnings,
        List.of());
  }
}
