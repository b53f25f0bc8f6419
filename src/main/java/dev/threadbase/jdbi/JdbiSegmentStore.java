package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogProblem;
import dev.threadbase.segment.LogRead;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredSegment;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentKind;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.SegmentTree;
import dev.threadbase.segment.SessionDeletion;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.Truncation;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.LogJournal.TraceLine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Logs in SQL: each method is one read or one write. */
public final class JdbiSegmentStore implements SegmentStore {

  /** A log that was not there may be made by somebody else meanwhile; it can be written on then. */
  private static final int ATTEMPTS = 3;

  private final Database database;
  private final Clock clock;
  private final LeaseClock leaseClock;
  private final HeadAppend headAppend;
  private final LogAppender appender;

  /** Takes the database, the clock of entries, and that of leases if it is not the usual one. */
  public JdbiSegmentStore(Database database, Clock clock, @Nullable Clock leaseClock) {
    this.database = database;
    this.clock = clock;
    this.leaseClock = LeaseClock.of(database.dialect(), leaseClock);
    this.headAppend = HeadAppend.of(database.dialect());
    this.appender = new LogAppender(headAppend);
  }

  @Override
  public SegmentHead createSegment(StartState state) {
    return createSegment(new SegmentAddress(newId(), newId()), state);
  }

  @Override
  public SegmentHead createSegment(SegmentAddress address, StartState state) {
    return createSegment(address, List.of(start(address, state, null, null)));
  }

  @Override
  public SegmentHead createSegment(SegmentAddress address, List<LogEntry> entries) {
    Instant now = clock.instant();
    LogDrafts drafts = LogDrafts.of(address, entries, now);
    return database.write(
        handle ->
            LogBirth.of(handle, address, drafts.start())
                .make(handle, headAppend, drafts.drafts(), now));
  }

  @Override
  public SegmentHead createCompactedSegment(
      SegmentAddress source, StartState state, long atTurnIndex) {
    Instant now = clock.instant();
    SegmentAddress address = source.sibling(newId());
    SegmentOrigin origin = new SegmentOrigin(source.segmentId(), atTurnIndex);
    SegmentStart start = start(address, state, null, origin);
    LogDrafts drafts = LogDrafts.of(address, List.of(start), now);
    return database.write(
        handle -> {
          LogRow row =
              LogRow.lock(handle, source)
                  .orElseThrow(() -> new SegmentNotFound(source.segmentId()));
          return LogBirth.compaction(handle, row, address, origin)
              .make(handle, headAppend, drafts.drafts(), now);
        });
  }

  @Override
  public SegmentHead forkAt(SegmentFork fork, List<LogEntry> entries) {
    Instant now = clock.instant();
    SegmentAddress source = fork.source();
    SegmentAddress address =
        source.sibling(Objects.requireNonNullElseGet(fork.segmentId(), JdbiSegmentStore::newId));
    SegmentOrigin origin = new SegmentOrigin(source.segmentId(), fork.point().atTurnIndex());
    LogDrafts drafts = LogDrafts.ofFork(address, origin, fork.carried(), entries, now);
    return database.write(
        handle -> {
          LogRow.pass(handle, source, fork.lease());
          LogRow row =
              LogRow.lock(handle, source)
                  .orElseThrow(() -> new SegmentNotFound(source.segmentId()));
          return LogBirth.fork(handle, row, address, fork.point())
              .make(handle, headAppend, drafts.drafts(), now);
        });
  }

  @Override
  public SegmentHead ensureHeadOrFork(
      SegmentAddress address, long entriesWritten, long atTurnIndex, StartState state) {
    Instant now = clock.instant();
    SegmentAddress other = address.sibling(newId());
    SegmentOrigin origin = new SegmentOrigin(address.segmentId(), atTurnIndex);
    LogDrafts drafts = LogDrafts.of(other, List.of(start(other, state, origin, null)), now);
    return database.write(
        handle -> {
          LogRow row =
              LogRow.lock(handle, address)
                  .orElseThrow(() -> new SegmentNotFound(address.segmentId()));
          if (row.count() == entriesWritten) {
            return row.head();
          }
          long shared = Math.min(entriesWritten, row.count());
          LogParent parent = LogPath.of(handle, row).behind(handle, shared);
          return new LogBirth(other, SegmentKind.FORK, origin, parent, atTurnIndex)
              .make(handle, headAppend, drafts.drafts(), now);
        });
  }

  @Override
  public SegmentHead appendAll(
      SegmentAddress address, List<LogEntry> entries, WriteCondition condition) {
    check(address, condition);
    Instant now = clock.instant();
    LogDrafts drafts = LogDrafts.of(address, entries, now);
    for (int attempt = 1; ; attempt++) {
      Optional<Entry> last =
          entries.isEmpty()
              ? Optional.empty()
              : database.writeOne(handle -> appender.tryAppend(handle, address, drafts, condition));
      if (last.isPresent()) {
        return LogAppender.end(database, address, last.get());
      }
      try {
        return database.write(handle -> appender.append(handle, address, drafts, condition, now));
      } catch (SegmentExists made) {
        if (attempt == ATTEMPTS) {
          throw made;
        }
      }
    }
  }

  @Override
  public List<LogRecord> read(SegmentAddress address, long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range of positions: from " + from + " to " + to);
    }
    return database.snapshot(
        handle -> LogReader.strict(path(handle, address)).records(handle, from, to));
  }

  @Override
  public LogRead readLeniently(SegmentAddress address) {
    return database.snapshot(
        handle -> {
          List<LogProblem> problems = new ArrayList<>();
          LogReader reader = LogReader.lenient(path(handle, address), problems::add);
          return new LogRead(reader.records(handle, 0, Long.MAX_VALUE), problems);
        });
  }

  @Override
  public Stream<LogRecord> stream(SegmentAddress address) {
    LogPath path = database.snapshot(handle -> path(handle, address));
    return LogReader.strict(path).stream(database);
  }

  @Override
  public SegmentHead head(SegmentAddress address) {
    return database.snapshot(handle -> LogRow.existing(handle, address).head());
  }

  @Override
  public long turnCount(SegmentAddress address) {
    return database.snapshot(handle -> LogCut.lastTurn(handle, path(handle, address)));
  }

  @Override
  public boolean exists(SegmentAddress address) {
    return database.read(
        handle ->
            handle
                .attach(LogSql.class)
                .find(address.sessionId().toString(), address.threadId())
                .isPresent());
  }

  @Override
  public Optional<UUID> lookupSessionOf(UUID segmentId) {
    return database
        .read(handle -> handle.attach(LogSql.class).sessionOf(segmentId.toString()))
        .map(UUID::fromString);
  }

  @Override
  public List<UUID> listSessions() {
    return database.read(handle -> handle.attach(LogSql.class).sessions()).stream()
        .map(UUID::fromString)
        .toList();
  }

  @Override
  public SegmentTree tree(UUID sessionId) {
    return new SegmentTree(
        sessionId,
        database.read(handle -> handle.attach(LogSql.class).ofSession(sessionId.toString())));
  }

  @Override
  public RestoredSegment restored(SegmentAddress address, ReplayOptions options) {
    return database.snapshot(
        handle -> LogReader.strict(path(handle, address)).restored(handle, options));
  }

  @Override
  public Truncation truncate(SegmentAddress address, long entries, WriteCondition condition) {
    if (entries < 0) {
      throw new IllegalArgumentException("a count of entries is negative: " + entries);
    }
    check(address, condition);
    long now = Instants.toNanos(clock.instant());
    return database.write(
        handle -> LogTruncation.truncate(handle, address, entries, condition, now));
  }

  @Override
  public void appendTraces(SegmentAddress address, List<TraceEntry> traces) {
    if (traces.isEmpty()) {
      return;
    }
    Instant time = clock.instant();
    List<TraceLine> lines =
        traces.stream().map(trace -> new TraceLine(trace, trace.toJson())).toList();
    database.write(handle -> TraceWriter.append(handle, address, lines, time));
  }

  @Override
  public List<TraceEntry> readTraces(SegmentAddress address) {
    return database
        .read(
            handle ->
                handle
                    .attach(TraceSql.class)
                    .payloads(address.sessionId().toString(), address.threadId()))
        .stream()
        .map(TraceEntry::parse)
        .toList();
  }

  @Override
  public SessionDeletion deleteSession(UUID sessionId, boolean dryRun) {
    return dryRun
        ? database.snapshot(handle -> SessionRemoval.survey(handle, sessionId, leaseClock))
        : database.writeAlone(handle -> SessionRemoval.delete(handle, sessionId, leaseClock));
  }

  private static void check(SegmentAddress address, WriteCondition condition) {
    Fence.check(address.threadId(), condition.lease());
    SegmentHead head = condition.expectedHead();
    if (head != null && !head.address().equals(address)) {
      throw new IllegalArgumentException(
          "the end of segment %s is expected of segment %s"
              .formatted(head.address().segmentId(), address.segmentId()));
    }
  }

  private SegmentStart start(
      SegmentAddress address,
      StartState state,
      @Nullable SegmentOrigin forkedFrom,
      @Nullable SegmentOrigin compactedFrom) {
    return state.toEntry(clock.millis(), address.sessionId(), forkedFrom, compactedFrom);
  }

  private static LogPath path(Handle handle, SegmentAddress address) {
    return LogPath.of(handle, LogRow.existing(handle, address));
  }

  private static UUID newId() {
    return UUID.fromString(Ids.next());
  }
}
