package dev.threadbase.transfer.format;

import dev.threadbase.thread.Entry;
import java.util.List;

/**
 * Writes the entries of one thread as lines of a format, parents before children, and tells {@link
 * Losses} what has no place there. For one file.
 */
public interface TranscriptEncoder {

  /** The lines that a new file begins with; not asked for where an original goes on. */
  default List<String> begin() {
    return List.of();
  }

  /** The lines of an entry, without their ends; none if the format has no line for it. */
  List<String> lines(Entry entry);

  /** The lines that a file ends with. */
  default List<String> end() {
    return List.of();
  }
}
