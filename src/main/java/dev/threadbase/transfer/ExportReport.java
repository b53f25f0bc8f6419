package dev.threadbase.transfer;

import dev.threadbase.pipeline.StageResult;
import java.util.List;

/**
 * What became of an export.
 *
 * @param sessionIds the sessions that it is from, in the order in which they were written
 * @param threadIds the threads that were written, in order
 * @param entries entries that were written, those of forks again in every file that holds them
 * @param lines how many lines that made, headers included
 * @param losses what has no place in the format, by kind and name; at most {@value #MOST_LOSSES}
 *     and one more of each kind for all the others
 * @param stages what became of the stages that the lines went through, file by file
 */
public record ExportReport(
    List<String> sessionIds,
    List<String> threadIds,
    long entries,
    long lines,
    List<Loss> losses,
    List<StageResult> stages) {

  /** The most losses that a report tells apart. */
  public static final int MOST_LOSSES = 1_000;

  /** Copies the lists. */
  public ExportReport {
    sessionIds = List.copyOf(sessionIds);
    threadIds = List.copyOf(threadIds);
    losses = List.copyOf(losses);
    stages = List.copyOf(stages);
  }

  /** How much was left out; 0 for an export that says everything. */
  public long lost() {
    return losses.stream().mapToLong(Loss::count).sum();
  }
}
