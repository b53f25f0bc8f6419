package dev.threadbase.segment;

import java.util.List;
import java.util.UUID;

/** Where a fork cuts a log, and what it begins with, said as simply as possible. */
public final class NaiveForkAt {

  private NaiveForkAt() {}

  /** How many entries of the log a fork keeps. */
  public static int cut(List<LogEntry> log, long atTurnIndex) {
    for (int i = 0; i < log.size(); i++) {
      LogEntry entry = log.get(i);
      if (atTurnIndex == 0 && !(entry instanceof LogEntry.SegmentStart)) {
        return i;
      }
      if (atTurnIndex != 0
          && entry instanceof LogEntry.TurnEnd end
          && end.turnCount() == atTurnIndex) {
        return i + 1;
      }
    }
    return log.size();
  }

  /** The start of the fork of a log. */
  public static LogEntry.SegmentStart of(
      List<LogEntry> log, long ts, UUID sessionId, SegmentOrigin origin) {
    List<LogEntry> kept = log.subList(0, cut(log, origin.atTurnIndex()));
    return Replay.collectState(kept).startOf(ts, sessionId, origin);
  }
}
