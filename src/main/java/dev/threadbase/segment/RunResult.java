package dev.threadbase.segment;

/** How a run ended that did not fail. It does not say whether the run was interrupted. */
public enum RunResult implements WireName {
  /** The worker had nothing left to do. */
  FINISHED("finished"),
  /** Somebody paused it. */
  PAUSED("paused"),
  /** It reached a limit. */
  LIMIT_REACHED("limit_reached"),
  /** It stopped by itself, to be resumed after a compaction. */
  YIELDED("yielded");

  private final String wireName;

  RunResult(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
