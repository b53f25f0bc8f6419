package dev.threadbase.segment;

/** What a writer does when it finds that somebody else wrote its log. */
public enum ConflictPolicy {
  /** It goes on in a fork of its own, which begins where the writer was. */
  FORK,
  /** It fails, and writes nothing. */
  FAIL
}
