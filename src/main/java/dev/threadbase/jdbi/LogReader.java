package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogProblem;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.Replay;
import dev.threadbase.segment.ReplayFold;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredSegment;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Reads one log as it was when its path was read: nothing on it changes, so that parts read at
 * different times belong together.
 */
final class LogReader {

  private static final int PAGE = 500;

  private final LogPath path;
  private final Consumer<LogProblem> problems;

  private LogReader(LogPath path, Consumer<LogProblem> problems) {
    this.path = path;
    this.problems = problems;
  }

  /** Fails on the first entry that cannot be read. */
  static LogReader strict(LogPath path) {
    return new LogReader(
        path,
        problem -> {
          SegmentAddress at = problem.address();
          throw new LogCorrupt(
              at.sessionId(), at.segmentId(), problem.position(), problem.kind(), problem.reason());
        });
  }

  /** Reports what cannot be read and steps over it. */
  static LogReader lenient(LogPath path, Consumer<LogProblem> problems) {
    return new LogReader(path, problems);
  }

  /** What is at positions of the log, from inclusive to exclusive. */
  List<LogRecord> records(Handle handle, long from, long to) {
    List<LogRecord> records = new ArrayList<>();
    long end = path.start() + Math.min(to, path.log().count());
    long position = path.start() + Math.min(from, path.log().count());
    while (position < end) {
      for (Entry entry : entries(handle, position, end)) {
        record(handle, entry, position).ifPresent(records::add);
        position++;
      }
    }
    return records;
  }

  /** All of them, read in parts. */
  Stream<LogRecord> stream(Database database) {
    long count = path.log().count();
    return LongStream.iterate(0, from -> from < count, from -> from + PAGE)
        .mapToObj(from -> database.snapshot(handle -> records(handle, from, from + PAGE)))
        .flatMap(List::stream);
  }

  /** What all entries of the log amount to. */
  RestoredSegment restored(Handle handle, ReplayOptions options) {
    // What an empty log inherits is no part of it.
    ReplayFold fold = path.log().count() == 0 ? Replay.fold() : replay(handle, path.end());
    RestoredState state = fold.state(options);
    return new RestoredSegment(
        path.log().head(),
        options.continuedTurns() ? state.withTurnCount(LogCut.lastTurn(handle, path)) : state);
  }

  private ReplayFold replay(Handle handle, long end) {
    ReplayFold fold = Replay.fold();
    long position = path.replayStart(end);
    while (position < end) {
      for (Entry entry : entries(handle, position, end)) {
        add(fold, entry, position);
        position++;
      }
    }
    return fold;
  }

  private void add(ReplayFold fold, Entry entry, long position) {
    try {
      if (entry.type().equals(JournalForm.FORK)) {
        ForkMark.parse(entry.payload()).begin(fold, path.baseTurnAt(position));
      } else {
        fold.add(LogEntry.parse(entry.payload()));
      }
    } catch (InvalidData broken) {
      report(entry, position, broken);
    }
  }

  private Optional<LogRecord> record(Handle handle, Entry entry, long position) {
    long place = path.positionInLog(position);
    try {
      if (entry.type().equals(JournalForm.FORK)) {
        ForkMark mark = ForkMark.parse(entry.payload());
        SegmentStart start = mark.start(replay(handle, position).state(ReplayOptions.REFERENCE));
        return Optional.of(new LogRecord(place, start, start.toJson()));
      }
      LogEntry parsed = LogEntry.parse(entry.payload());
      return Optional.of(new LogRecord(place, parsed, entry.payload()));
    } catch (InvalidData broken) {
      report(entry, position, broken);
      return Optional.empty();
    }
  }

  private void report(Entry entry, long position, InvalidData broken) {
    problems.accept(
        new LogProblem(
            path.addressAt(position),
            path.positionInLog(position),
            entry.type().name(),
            String.valueOf(broken.getMessage())));
  }

  /** A page of the path, not beyond an end; fails on a hole, as damage or a deletion leaves it. */
  private List<Entry> entries(Handle handle, long from, long end) {
    long to = Math.min(end, from + PAGE);
    List<Entry> entries = EntryReader.path(handle, path.runs(), from, to);
    if (entries.size() != to - from) {
      SegmentAddress at = path.addressAt(from + entries.size());
      throw new LogCorrupt(
          at.sessionId(),
          at.segmentId(),
          path.positionInLog(from + entries.size()),
          "none",
          "the entry is missing");
    }
    return entries;
  }
}
