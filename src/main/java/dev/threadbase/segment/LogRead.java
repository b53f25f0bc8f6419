package dev.threadbase.segment;

import java.util.List;

/**
 * What could be read of a log.
 *
 * @param records the entries, in order; those that cannot be read are stepped over
 * @param problems what was stepped over, in order
 */
public record LogRead(List<LogRecord> records, List<LogProblem> problems) {

  /** Copies both lists. */
  public LogRead {
    records = List.copyOf(records);
    problems = List.copyOf(problems);
  }
}
