package dev.threadbase.segment;

/**
 * How a log is replayed.
 *
 * @param interruptedInvoke whether a log whose last {@code invoke} has no end of a run after it is
 *     restored as interrupted: its writer died on the way
 * @param continuedTurns whether a log without an end of a turn of its own goes on with the count of
 *     the log that it came from, as the writer did that forked or compacted it; else it begins at 0
 */
public record ReplayOptions(boolean interruptedInvoke, boolean continuedTurns) {

  /** A run without an end was interrupted. */
  public static final ReplayOptions DEFAULT = new ReplayOptions(true, false);

  /** Only the end of a run says whether it was interrupted (yoi session store). */
  public static final ReplayOptions REFERENCE = new ReplayOptions(false, false);

  /** These options with another answer for a run without an end. */
  public ReplayOptions withInterruptedInvoke(boolean value) {
    return new ReplayOptions(value, continuedTurns);
  }

  /** These options with another answer for a log without an end of a turn. */
  public ReplayOptions withContinuedTurns(boolean value) {
    return new ReplayOptions(interruptedInvoke, value);
  }
}
