package dev.threadbase.transfer;

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
    List<ImportWarning> warnings) {

  /** The most warnings that a report lists. */
  public static final int MOST_WARNINGS = 1_000;

  /** Copies the warnings. */
  public ImportReport {
    warnings = List.copyOf(warnings);
  }
}
