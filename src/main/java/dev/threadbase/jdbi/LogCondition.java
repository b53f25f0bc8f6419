package dev.threadbase.jdbi;

import org.jspecify.annotations.Nullable;

/**
 * What an append to a log asks of it beside what an append to any thread does.
 *
 * @param sessionId the session that the log must be in
 * @param expectedCount how many entries it must have; null not to ask. A log that was cut is found
 *     to differ even if it has as many: where it ends is looked at elsewhere then
 */
record LogCondition(String sessionId, @Nullable Long expectedCount) {

  /** A thread that is no log. */
  static final String NONE = "base_segment_id <> thread_id";

  /** A log is a thread that has the id of its first segment. */
  static final String SQL =
      """
      session_id = ? AND base_segment_id = thread_id
        AND (? OR (head_segment_id = base_segment_id AND head_length = ?))
      """;
}
