package dev.threadbase.jdbi;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.TurnStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The entries with which turns begin and end; their ids follow from the turn's. */
final class TurnEntries {

  private static final String INTERRUPTED = "the turn was interrupted: nobody holds its lease";
  private static final Map<String, String> RECOVERABLE = Map.of("recoverable", "true");

  private TurnEntries() {}

  /** The marker, then the user's message if there is one. */
  static List<NewEntry> of(TurnStart start) {
    List<NewEntry> entries = new ArrayList<>();
    String turn = start.turnId();
    entries.add(
        NewEntry.turnMarker(turn, TurnStatus.STARTED, start.markerMetadata())
            .withId("turn-started:" + turn));
    Message message = start.message();
    if (message != null) {
      entries.add(NewEntry.message(message).inTurn(turn).withId("turn-message:" + turn));
    }
    return entries;
  }

  /** The error if there is one, then the marker. */
  static List<NewEntry> of(TurnLease lease, TurnEnd end) {
    return ending(lease.turnId(), end);
  }

  /** What recovery writes. */
  static List<NewEntry> interrupted(String turnId) {
    return ending(turnId, new TurnEnd(TurnStatus.ABORTED, RECOVERABLE, INTERRUPTED));
  }

  private static List<NewEntry> ending(String turn, TurnEnd end) {
    List<NewEntry> entries = new ArrayList<>();
    String error = end.error();
    if (error != null) {
      entries.add(NewEntry.failure(turn, error).withId("turn-failure:" + turn));
    }
    entries.add(
        NewEntry.turnMarker(turn, end.status(), end.metadata()).withId("turn-ended:" + turn));
    return entries;
  }
}
