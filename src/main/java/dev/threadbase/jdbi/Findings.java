package dev.threadbase.jdbi;

import dev.threadbase.thread.Verification;
import dev.threadbase.thread.Verification.Problem;
import java.util.ArrayList;
import java.util.List;

/** The problems that a verification has found so far; of many, the first. */
final class Findings {

  private final List<Problem> problems = new ArrayList<>();
  private boolean complete = true;

  void add(String code, String sessionId, String where, String message) {
    if (problems.size() < Verification.MAX_PROBLEMS) {
      problems.add(new Problem(code, sessionId, where, message));
    } else {
      complete = false;
    }
  }

  Verification report(long entries, long threads, long segments) {
    return new Verification(entries, threads, segments, problems, complete);
  }
}
