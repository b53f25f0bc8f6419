package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseException;

/** What becomes of calls that may be refused, as words that can be compared and printed. */
public final class Outcome {

  /** It was done. */
  public static final String DONE = "done";

  private Outcome() {}

  /** {@link #DONE}, or the simple name of the exception that refused it. */
  public static String of(Runnable call) {
    try {
      call.run();
      return DONE;
    } catch (ThreadbaseException refused) {
      return refused.getClass().getSimpleName();
    }
  }
}
