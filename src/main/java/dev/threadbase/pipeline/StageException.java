package dev.threadbase.pipeline;

import org.jspecify.annotations.Nullable;

/** A stage failed and tells what it had counted until then. The cause is the failure. */
public final class StageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable StageStats stats;

  /** What was counted, and the failure. */
  public StageException(StageStats stats, Throwable cause) {
    super(cause.getMessage(), cause);
    this.stats = stats;
  }

  /** What was counted until then; null after the exception was serialised. */
  public @Nullable StageStats stats() {
    return stats;
  }
}
