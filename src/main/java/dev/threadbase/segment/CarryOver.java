package dev.threadbase.segment;

/** What a fork can take from its parent besides the prompt, the configuration and the history. */
public enum CarryOver {
  /** The turn count. */
  TURN_COUNT,
  /** What the pod may touch. */
  POD_SCOPE,
  /** What the requests took. */
  USAGE,
  /** What the user said, in typed pieces. */
  TYPED_INPUTS,
  /**
   * A run that has begun and not ended. For who forks in the middle of a run and goes on with it;
   * what is forked behind a turn has left that run.
   */
  OPEN_RUN
}
