package dev.threadbase.pool.compaction;

/**
 * Writes summaries; the caller's function, usually a call of a small model. It runs outside of any
 * transaction, and may be called by several threads.
 */
@FunctionalInterface
public interface Summariser {

  /**
   * The text that stands for what is given. A blank one, or one that is not shorter than what it
   * stands for, is refused.
   *
   * @throws Exception if there is no summary: nothing is compacted
   */
  String summarise(SummaryRequest request) throws Exception;
}
