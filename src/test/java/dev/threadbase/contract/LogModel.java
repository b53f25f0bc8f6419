package dev.threadbase.contract;

import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.Replay;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentOrigin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Logs that copy: a fork begins with a copy of the history, and nobody shares anything. */
final class LogModel {

  /** An entry; two that say the same are two. */
  static final class Written {
    final LogEntry entry;

    Written(LogEntry entry) {
      this.entry = entry;
    }
  }

  /** One log. */
  static final class Copy {
    final List<Written> entries = new ArrayList<>();

    /** The last entry of the source that the log began behind, if any. */
    Written leftAt;

    /** What the log began with beside its start. */
    RestoredState carried = RestoredState.EMPTY;

    /** Whether it began in the middle of a run. */
    boolean openRun;

    /** The count of the last turn before it. */
    long baseTurn;

    List<LogEntry> log() {
      return said(entries);
    }

    /** What it is now, whatever happens to it. */
    Copy snapshot() {
      Copy copy = new Copy();
      copy.entries.addAll(entries);
      copy.carried = carried;
      copy.openRun = openRun;
      copy.baseTurn = baseTurn;
      return copy;
    }

    private Written at(int count) {
      return count == 0 ? null : entries.get(count - 1);
    }

    void append(List<LogEntry> more) {
      more.forEach(entry -> entries.add(new Written(entry)));
    }

    void truncate(int count) {
      entries.subList(count, entries.size()).clear();
      if (entries.isEmpty()) {
        carried = RestoredState.EMPTY;
        openRun = false;
      }
    }

    RestoredState state(ReplayOptions options) {
      return state(entries, options);
    }

    private RestoredState state(List<Written> kept, ReplayOptions options) {
      RestoredState own = Replay.collectState(said(kept), options);
      RestoredState base = kept.isEmpty() ? RestoredState.EMPTY : carried;
      boolean turned = kept.stream().anyMatch(each -> each.entry instanceof TurnEnd);
      return new RestoredState(
          own.sessionId(),
          own.systemPrompt(),
          own.config(),
          own.history(),
          turned ? own.turnCount() : base.turnCount(),
          own.lastRunInterrupted() || (options.interruptedInvoke() && isRunning(kept)),
          own.entriesCount(),
          both(base.usageHistory(), own.usageHistory()),
          own.extensions(),
          own.podScope() == null ? base.podScope() : own.podScope(),
          both(base.userSegments(), own.userSegments()));
    }

    /** Whether a run has begun and not ended. */
    private boolean isRunning(List<Written> kept) {
      boolean running = openRun;
      for (Written each : kept) {
        running =
            switch (each.entry.kind()) {
              case INVOKE -> true;
              case RUN_COMPLETED, RUN_ERRORED -> false;
              default -> running;
            };
      }
      return running;
    }

    /** The count of the last turn that ended, in the log or before it. */
    long turn() {
      return turn(entries);
    }

    private long turn(List<Written> kept) {
      long turn = baseTurn;
      for (Written each : kept) {
        turn = each.entry instanceof TurnEnd end ? end.turnCount() : turn;
      }
      return turn;
    }

    /** How many entries a fork keeps; -1 if there is no such turn. */
    private int cut(long turn) {
      for (int i = 0; i < entries.size(); i++) {
        LogEntry entry = entries.get(i).entry;
        if (turn == 0 && !(entry instanceof SegmentStart)) {
          return i;
        }
        if (turn != 0 && entry instanceof TurnEnd end && end.turnCount() == turn) {
          return i + 1;
        }
      }
      return turn == 0 ? entries.size() : -1;
    }
  }

  private static <T> List<T> both(List<T> before, List<T> after) {
    return Stream.concat(before.stream(), after.stream()).toList();
  }

  static List<LogEntry> said(List<Written> entries) {
    return entries.stream().map(written -> written.entry).toList();
  }

  final UUID sessionId;
  final Map<UUID, Copy> logs = new LinkedHashMap<>();
  private final List<Copy> deleted = new ArrayList<>();

  LogModel(UUID sessionId) {
    this.sessionId = sessionId;
  }

  Copy create(UUID id, List<LogEntry> entries) {
    Copy copy = new Copy();
    copy.append(entries);
    logs.put(id, copy);
    return copy;
  }

  boolean has(UUID source, long turn) {
    return logs.get(source).cut(turn) >= 0;
  }

  void delete(UUID id) {
    deleted.add(logs.remove(id));
  }

  /** A fork behind a turn, or at the end. */
  Copy forkAt(UUID source, long turn, Set<CarryOver> taken, UUID id, long ts) {
    Copy from = logs.get(source);
    int cut = from.cut(turn);
    int kept = cut < 0 ? from.entries.size() : cut;
    return fork(from, kept, new SegmentOrigin(source, turn), taken, id, ts);
  }

  /** A fork behind the first entries of a log as it is or was. */
  Copy fork(Copy from, int kept, SegmentOrigin origin, Set<CarryOver> taken, UUID id, long ts) {
    RestoredState at = from.state(from.entries.subList(0, kept), ReplayOptions.REFERENCE);
    List<Written> before = from.entries.subList(0, kept);
    Copy copy = begin(id, at.startOf(ts, sessionId, origin), from, kept);
    copy.baseTurn = from.turn(before);
    copy.openRun = taken.contains(CarryOver.OPEN_RUN) && from.isRunning(before);
    copy.carried =
        new RestoredState(
            null,
            null,
            at.config(),
            List.of(),
            taken.contains(CarryOver.TURN_COUNT) ? copy.baseTurn : 0,
            false,
            0,
            taken.contains(CarryOver.USAGE) ? at.usageHistory() : List.of(),
            List.of(),
            taken.contains(CarryOver.POD_SCOPE) ? at.podScope() : null,
            taken.contains(CarryOver.TYPED_INPUTS) ? at.userSegments() : List.of());
    return copy;
  }

  /** A log that begins behind the first entries of another, and says itself with what. */
  Copy begin(UUID id, LogEntry start, Copy from, int kept) {
    Copy copy = create(id, List.of(start));
    SegmentStart says = (SegmentStart) start;
    SegmentOrigin origin = says.forkedFrom() == null ? says.compactedFrom() : says.forkedFrom();
    copy.baseTurn = origin == null ? 0 : origin.atTurnIndex();
    copy.leftAt = from.at(kept);
    return copy;
  }

  /**
   * Whether a log, perhaps one that is deleted, began behind one of the last entries of another.
   */
  boolean isLeftBehind(UUID source, int count, boolean orWas) {
    List<Written> own = logs.get(source).entries;
    List<Written> last = own.subList(count, own.size());
    return Stream.concat(logs.values().stream(), orWas ? deleted.stream() : Stream.empty())
        .anyMatch(log -> last.contains(log.leftAt));
  }
}
