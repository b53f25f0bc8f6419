package dev.threadbase.pool.compaction;

/** The summariser failed: nothing was compacted. The cause is what it threw. */
public final class SummaryFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SummaryFailed(Exception cause) {
    super("the summariser failed: " + cause.getClass().getName(), cause);
  }
}
