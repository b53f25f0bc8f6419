package dev.threadbase;

/** Why a context was not compacted. */
public enum CompactionRefusal {
  /** There is nothing to cut off, or no place where a cut tears nothing. */
  NO_SAFE_CUT("compaction has no safe cut point"),
  /** Even with the least tail, the context would be too long. */
  STILL_TOO_LARGE("compacted context still exceeds token threshold"),
  /** The summary is longer than what it stands for. */
  LONGER_SUMMARY("compaction summary is longer than what it replaces"),
  /** There is no summary to put in its place. */
  EMPTY_SUMMARY("compaction summary is empty");

  private final String message;

  CompactionRefusal(String message) {
    this.message = message;
  }

  String message() {
    return message;
  }
}
