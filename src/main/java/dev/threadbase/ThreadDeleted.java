package dev.threadbase;

import java.time.Instant;

/**
 * The thread was deleted: it takes no write until it is restored, and none for ever once it is
 * purged. Whoever does not care why a thread is not there catches {@link
 * ThreadbaseException.ThreadNotFound}.
 */
@SuppressWarnings("serial") // Thrown and caught, never serialized.
public final class ThreadDeleted extends ThreadbaseException.ThreadNotFound {
  private final Instant deletedAt;

  /** Names the thread and the time. */
  public ThreadDeleted(String threadId, Instant deletedAt) {
    super(threadId);
    this.deletedAt = deletedAt;
  }

  /** When it was deleted. */
  public Instant deletedAt() {
    return deletedAt;
  }

  @Override
  public String getMessage() {
    return "thread " + threadId() + " was deleted at " + deletedAt;
  }
}
