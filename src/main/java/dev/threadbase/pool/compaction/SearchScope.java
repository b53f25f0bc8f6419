package dev.threadbase.pool.compaction;

/** Where to look for a text. */
public enum SearchScope {
  /** In messages. */
  MESSAGES,
  /** In summaries, at every depth. */
  SUMMARIES,
  /** In both. */
  BOTH
}
