package dev.threadbase;

/**
 * What an acknowledged write on SQLite survives. PostgreSQL follows its own {@code
 * synchronous_commit}.
 */
public enum Durability {
  /** Loss of power: every commit reaches the disk before it is acknowledged. */
  FULL,
  /** The end of the process, however it comes; a loss of power may take the last commits. */
  NORMAL
}
