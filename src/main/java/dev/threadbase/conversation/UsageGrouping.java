package dev.threadbase.conversation;

/** What calls are added up by. */
public enum UsageGrouping {
  /** By vendor and model. */
  MODEL,
  /** By vendor and endpoint. */
  ENDPOINT,
  /** By the workspace of the thread. */
  WORKSPACE,
  /** By the day, in UTC. */
  DAY,
  /** By session. */
  SESSION,
  /** By session and thread: that which made the call, not those that inherited its entry. */
  THREAD
}
