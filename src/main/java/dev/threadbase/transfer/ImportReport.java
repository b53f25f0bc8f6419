package dev.threadbase.transfer;

import dev.threadbase.pipeline.StageResult;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param file the file
 * @param format its format; null if none recognises it
 * @param sessionId the session it went to; null if nothing was read
 * @param threadId the thread it went to; of several, the first; null if nothing was read
 * @param lines how many lines it has
 * @param stored entries that are new
 * @param existing entries that were there already
 * @param repaired entries among them that had to be mended to be stored
 * @param leftOut lines that could not be stored as entries; the archived original holds them
 * @param warnings what was mended or left out; at most {@value #MOST_WARNINGS}, the counts hold all
 * @param stages what became of the stages that the file went through; lines are counted behind them
 */
public record ImportReport(
    Path file,
    @Nullable String format,
    @Nullable String sessionId,
    @Nullable String threadId,
    long lines,
    long stored,
    long existing,
    long repaired,
    long leftOut,
    List<ImportWarning> warnings,
    List<StageResult> stages) {

  /** The most warnings that a report lists. */
  public static final int MOST_WARNINGS = 1_000;

  /** Copies the lists. */
  public ImportReport {
    warnings = List.copyOf(warnings);
    stages = List.copyOf(stages);
  }

  /** The report on a copy of a file, as that of the file. */
  ImportReport of(Path original, List<StageResult> results) {
    return new ImportReport(
        original, format, sessionId, threadId, lines, stored, existing, repaired, leftOut, warnings,
        results);
  }
}
