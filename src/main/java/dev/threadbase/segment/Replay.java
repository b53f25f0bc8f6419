package dev.threadbase.segment;

import java.util.List;

/** Turns logs into what a worker needs to go on. Reads nothing and cannot fail. */
public final class Replay {

  private Replay() {}

  /** The state at the end of a log, with {@link ReplayOptions#DEFAULT}. */
  public static RestoredState collectState(List<LogEntry> entries) {
    return collectState(entries, ReplayOptions.DEFAULT);
  }

  /** The state at the end of a log. */
  public static RestoredState collectState(List<LogEntry> entries, ReplayOptions options) {
    ReplayFold fold = fold();
    entries.forEach(fold::add);
    return fold.state(options);
  }

  /** The replay of an empty log, to be fed entry by entry. */
  public static ReplayFold fold() {
    return new ReplayFold();
  }
}
