package dev.threadbase.transfer;

import dev.threadbase.thread.NewEntry;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** The time of a line that becomes an entry. */
final class LineTime {

  /** So every format of JSON lines calls it. */
  private static final String TIMESTAMP = "timestamp";

  private static final String INSTEAD = "; it has that of the line before";

  private LineTime() {}

  /** Warns of a time that cannot be read, or not be stored. */
  static void check(JsonNode line, NewEntry entry, long number, Tally tally) {
    Instant time = entry.createdAt();
    if (time == null && line.hasNonNull(TIMESTAMP)) {
      tally.warn(number, "bad_time", "its time cannot be read" + INSTEAD);
    } else if (time != null) {
      isStorable(time, number, tally);
    }
  }

  /** Whether a time can be stored; warns if it cannot. */
  static boolean isStorable(Instant time, long number, Tally tally) {
    boolean storable = CleanText.isStorable(time);
    if (!storable) {
      tally.warn(number, "bad_time", "its time is out of range" + INSTEAD);
    }
    return storable;
  }
}
