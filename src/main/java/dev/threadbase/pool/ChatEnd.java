package dev.threadbase.pool;

/** How a chat ends. */
public enum ChatEnd {
  /** The runner said all that it had to say. */
  COMPLETED,
  /** Something went wrong: the runner could not be made or failed, or the store did. */
  FAILED,
  /** It was given up by the caller, or the pool was closed. */
  CANCELLED,
  /** It took longer than a turn may take. */
  TIMED_OUT,
  /** The runner died. */
  RUNNER_DIED,
  /** Somebody else took over the conversation's turn lease; nothing more was stored. */
  LEASE_LOST
}
