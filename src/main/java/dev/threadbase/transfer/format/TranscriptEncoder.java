package dev.threadbase.transfer.format;

import dev.threadbase.thread.Entry;
import java.util.List;

/**
 * Writes the entries of one thread as lines of a format, parents before children, and tells {@link
 * Losses} what has no line there. For one file.
 *
 * <p>Whoever writes the lines reads them back and finds out by itself what of an entry did not come
 * through. An entry with tool calls may have no line until one of the following has its result in
 * it.
 */
public interface TranscriptEncoder {

  /** The lines that a new file begins with; not asked for where an original goes on. */
  default List<String> begin() {
    return List.of();
  }

  /** The lines of an entry, without their ends; none if the format has no line for it. */
  List<String> lines(Entry entry);

  /**
   * The lines of an entry.
   *
   * @param same whether it was read from this format, so that what is kept with it has a place here
   */
  default List<String> lines(Entry entry, boolean same) {
    return lines(entry);
  }

  /**
   * The lines that go behind an original, and what was added to it, of a thread that is not called
   * as it was.
   */
  default List<String> revise() {
    return List.of();
  }

  /** The lines that a file ends with; not asked for where an original goes on. */
  default List<String> end() {
    return List.of();
  }
}
