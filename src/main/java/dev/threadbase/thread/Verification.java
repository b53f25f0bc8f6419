package dev.threadbase.thread;

import java.util.List;

/**
 * What a check of a whole database found, all of it in one snapshot.
 *
 * @param entries how many entries there are
 * @param threads how many threads
 * @param segments how many segments
 * @param problems what is wrong, empty for a healthy database; at most {@value #MAX_PROBLEMS}
 * @param complete whether every problem is in the list; false when there were more than it holds
 */
public record Verification(
    long entries, long threads, long segments, List<Problem> problems, boolean complete) {

  /** How many problems a report holds at most. */
  public static final int MAX_PROBLEMS = 1000;

  /** Copies the problems. */
  public Verification {
    problems = List.copyOf(problems);
  }

  /**
   * One thing that is wrong.
   *
   * @param code what kind of problem it is, for programs, for example {@code payload_hash}
   * @param sessionId the session it is in
   * @param where the segment, entry, thread or source, for example {@code thread 42}; an entry is
   *     named by its segment and position
   * @param message what is wrong, for people
   */
  public record Problem(String code, String sessionId, String where, String message) {}

  /** Whether nothing is wrong. */
  public boolean healthy() {
    return problems.isEmpty();
  }
}
