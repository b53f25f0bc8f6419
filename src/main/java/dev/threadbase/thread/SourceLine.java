package dev.threadbase.thread;

import java.util.Objects;

/**
 * A line of an archived original.
 *
 * @param sourceId the original
 * @param line the line in it, from 1
 */
public record SourceLine(String sourceId, long line) {

  /**
   * Checks the line number.
   *
   * @throws IllegalArgumentException if the line is less than 1
   */
  public SourceLine {
    Objects.requireNonNull(sourceId, "sourceId");
    if (line < 1) {
      throw new IllegalArgumentException("a line number starts at 1, not " + line);
    }
  }
}
