package dev.threadbase.thread;

/**
 * Which entries of a path or of a journal to read. Positions are counted from 0 at the root or the
 * first append; they never change, so a page is found again whatever was appended since.
 *
 * @param position where to begin: the first position of the page going forward, the one after its
 *     last going backward; {@link Long#MAX_VALUE} for the end
 * @param limit the most entries to return, 1 or more
 * @param backward whether the page lies before the position
 */
public record PageRequest(long position, int limit, boolean backward) {

  /**
   * Checks both numbers.
   *
   * @throws IllegalArgumentException if the position is negative or the limit less than 1
   */
  public PageRequest {
    if (position < 0) {
      throw new IllegalArgumentException("position is negative: " + position);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit is less than 1: " + limit);
    }
  }

  /** The first entries. */
  public static PageRequest first(int limit) {
    return new PageRequest(0, limit, false);
  }

  /** The last entries. */
  public static PageRequest last(int limit) {
    return new PageRequest(Long.MAX_VALUE, limit, true);
  }

  /** The entries from a position on. */
  public static PageRequest from(long position, int limit) {
    return new PageRequest(position, limit, false);
  }

  /** The entries before a position. */
  public static PageRequest before(long position, int limit) {
    return new PageRequest(position, limit, true);
  }
}
