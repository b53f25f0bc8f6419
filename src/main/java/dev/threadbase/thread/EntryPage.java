package dev.threadbase.thread;

import java.util.List;

/**
 * Some entries of a path or of a journal, always from older to newer.
 *
 * @param entries the entries; empty when there are none in the range
 * @param position the position of the first one
 * @param total how many entries the path or journal had when it was read
 */
public record EntryPage(List<Entry> entries, long position, long total) {

  /** Copies the entries. */
  public EntryPage {
    entries = List.copyOf(entries);
  }

  /** Whether newer entries follow. */
  public boolean hasNext() {
    return position + entries.size() < total;
  }

  /** Whether older entries precede. */
  public boolean hasPrevious() {
    return position > 0;
  }

  /** The page of newer entries. */
  public PageRequest next(int limit) {
    return PageRequest.from(position + entries.size(), limit);
  }

  /** The page of older entries. */
  public PageRequest previous(int limit) {
    return PageRequest.before(position, limit);
  }
}
