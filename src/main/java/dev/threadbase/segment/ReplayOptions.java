package dev.threadbase.segment;

/**
 * How a log is replayed.
 *
 * @param interruptedInvoke whether a log whose last {@code invoke} has no end of a run after it is
 *     restored as interrupted: its writer died on the way
 */
public record ReplayOptions(boolean interruptedInvoke) {

  /** A run without an end was interrupted. */
  public static final ReplayOptions DEFAULT = new ReplayOptions(true);

  /** Only the end of a run says whether it was interrupted (yoi session store). */
  public static final ReplayOptions REFERENCE = new ReplayOptions(false);

  /** These options with another answer for a run without an end. */
  public ReplayOptions withInterruptedInvoke(boolean value) {
    return new ReplayOptions(value);
  }
}
