package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.TurnStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Ends turns whose holder is gone, in a transaction that holds the rows of lease and thread. */
final class TurnRecovery {

  private TurnRecovery() {}

  /** Recovers a thread, unless its lease is held. */
  static List<RecoveredTurn> recover(
      Handle handle, String threadId, LeaseClock clock, Instant now) {
    LeaseSql leases = handle.attach(LeaseSql.class);
    Optional<LeaseRow> lease = leases.lock(threadId, clock.nanos());
    ThreadRow thread =
        handle
            .attach(ThreadSql.class)
            .lockAlone(threadId)
            .orElseThrow(() -> new ThreadNotFound(threadId));
    Fence.refuseDeleted(thread.meta());
    // The thread's row keeps a first lease from being made, not one that was made before it was
    // locked.
    boolean appeared = lease.isEmpty() && leases.find(threadId, clock.nanos()).isPresent();
    if (appeared || lease.filter(LeaseRow::isLive).isPresent()) {
      return List.of();
    }
    List<RecoveredTurn> ended = endAll(handle, thread, now);
    if (lease.isPresent()) {
      leases.seize(threadId, 0);
    }
    return ended;
  }

  /** Ends every turn on the path of a locked thread that has no end. */
  static List<RecoveredTurn> endAll(Handle handle, ThreadRow thread, Instant now) {
    Set<String> open = openTurns(handle, thread);
    List<NewEntry> entries = new ArrayList<>();
    for (String turn : open) {
      for (NewEntry entry : TurnEntries.interrupted(turn)) {
        entries.add(isTaken(handle, thread, entry) ? entry.withId(null) : entry);
      }
    }
    if (entries.isEmpty()) {
      return List.of();
    }
    List<Draft> drafts = Draft.of(entries, AppendOptions.DEFAULT, now);
    return BranchAppend.append(handle, thread, drafts, AppendOptions.DEFAULT).stream()
        .filter(entry -> entry.type().equals(EntryType.TURN_MARKER))
        .map(marker -> new RecoveredTurn(thread.id(), String.valueOf(marker.turnId()), marker))
        .collect(Collectors.toList());
  }

  /**
   * A turn may have ended on another branch, before the leaf was moved back into it; its end there
   * has the id.
   */
  private static boolean isTaken(Handle handle, ThreadRow thread, NewEntry entry) {
    String id = String.valueOf(entry.id());
    return EntryReader.find(handle, thread, id).isPresent()
        || handle.attach(ThreadSql.class).isWritten(thread.sessionId(), thread.id(), id) > 0;
  }

  private static Set<String> openTurns(Handle handle, ThreadRow thread) {
    String head = thread.meta().headSegmentId();
    Set<String> open = new LinkedHashSet<>();
    if (head == null) {
      return open;
    }
    EntryReader.markers(handle, thread.sessionId(), head, thread.meta().headLength())
        .forEach(marker -> note(open, marker));
    return open;
  }

  private static void note(Set<String> open, Entry marker) {
    String turn = marker.turnId();
    TurnStatus status = status(marker);
    if (turn == null || status == null) {
      return;
    }
    if (status.equals(TurnStatus.STARTED)) {
      open.add(turn);
    } else if (status.isTerminal()) {
      open.remove(turn);
    }
  }

  /** A marker that says nothing in our words, from another hand, begins and ends nothing. */
  private static @Nullable TurnStatus status(Entry marker) {
    try {
      return Content.parse(marker.payload()).turnStatus();
    } catch (InvalidData foreign) {
      return null;
    }
  }
}
