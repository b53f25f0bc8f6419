package dev.threadbase.segment;

/** How a run ended that did not fail. It does not say whether the run was interrupted. */
public enum RunResult implements WireName {
  /** The worker had nothing left to do. */
  FINISHED,
  /** Somebody paused it. */
  PAUSED,
  /** It reached a limit. */
  LIMIT_REACHED,
  /** It stopped by itself, to be resumed after a compaction. */
  YIELDED
}
