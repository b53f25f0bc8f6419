package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.segment.ForkPoint;
import dev.threadbase.segment.ForkPoint.AtTurn;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentKind;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A log that is made, in a transaction: never over one that is there.
 *
 * @param address where
 * @param kind why
 * @param origin what it says that it came from; null for nothing
 * @param parent the place it goes on from; null if there is none, or it is not here
 * @param baseTurn the count of the last turn before it
 */
record LogBirth(
    SegmentAddress address,
    SegmentKind kind,
    @Nullable SegmentOrigin origin,
    @Nullable LogParent parent,
    long baseTurn) {

  /** A log that begins with an entry, which may say where it came from. */
  static LogBirth of(Handle handle, SegmentAddress address, @Nullable SegmentStart start) {
    SegmentOrigin fork = start == null ? null : start.forkedFrom();
    SegmentOrigin compaction = start == null ? null : start.compactedFrom();
    if (fork != null) {
      LogParent parent = parent(handle, address, fork, false);
      return new LogBirth(address, SegmentKind.FORK, fork, parent, fork.atTurnIndex());
    }
    if (compaction != null) {
      LogParent parent = parent(handle, address, compaction, true);
      return new LogBirth(
          address, SegmentKind.COMPACTION, compaction, parent, compaction.atTurnIndex());
    }
    return new LogBirth(address, SegmentKind.NEW, null, null, 0);
  }

  /** A log that goes on from a summary of all that a source has. */
  static LogBirth compaction(
      Handle handle, LogRow source, SegmentAddress address, SegmentOrigin origin) {
    LogParent parent = LogCut.atEnd(handle, LogPath.of(handle, source)).parent();
    return new LogBirth(address, SegmentKind.COMPACTION, origin, parent, origin.atTurnIndex());
  }

  /** A log that refers to a source up to a point. */
  static LogBirth fork(Handle handle, LogRow source, SegmentAddress address, ForkPoint point) {
    LogCut cut = LogCut.of(handle, LogPath.of(handle, source), point);
    UUID id = source.head().address().segmentId();
    SegmentOrigin origin = new SegmentOrigin(id, point.atTurnIndex());
    return new LogBirth(address, SegmentKind.FORK, origin, cut.parent(), cut.turn());
  }

  /**
   * The place in a source that is here. The log says all that it begins with; the place tells the
   * lineage how much of the source lies before.
   */
  private static @Nullable LogParent parent(
      Handle handle, SegmentAddress address, SegmentOrigin origin, boolean whole) {
    Optional<LogRow> source = LogRow.lock(handle, address.sibling(origin.segmentId()));
    if (source.isEmpty()) {
      return null;
    }
    LogPath path = LogPath.of(handle, source.get());
    return (whole
            ? LogCut.atEnd(handle, path)
            : LogCut.of(handle, path, new AtTurn(origin.atTurnIndex(), false)))
        .parent();
  }

  /**
   * Makes the log.
   *
   * @throws SegmentExists if its id is taken
   */
  SegmentHead make(Handle handle, HeadAppend append, List<Draft> drafts, Instant now) {
    ThreadValues values = new ThreadValues(meta(), address.threadId(), now, now);
    String session = address.sessionId().toString();
    handle.attach(ThreadSql.class).putSession(session, values.createdAt());
    long inherited =
        insertSegment(handle, values.createdAt())
            .orElseThrow(() -> new SegmentExists(address.segmentId()));
    ThreadSql sql = handle.attach(ThreadSql.class);
    if (sql.insertThread(values.columns(), session, address.threadId(), inherited, 1, 0, null)
        .isEmpty()) {
      throw new SegmentExists(address.segmentId());
    }
    if (drafts.isEmpty()) {
      return new SegmentHead(address, 0, null);
    }
    List<Entry> entries =
        append
            .append(
                handle,
                address.threadId(),
                drafts,
                AppendOptions.DEFAULT,
                new LogCondition(session, null))
            .orElseThrow();
    return new SegmentHead(address, entries.size(), entries.get(entries.size() - 1).id());
  }

  private ThreadMeta meta() {
    String source = origin == null ? null : origin.segmentId().toString();
    String leaf = parent == null ? null : parent.entryId();
    return ThreadMeta.builder(address.threadId())
        .leafId(leaf)
        .parentThreadId(source)
        .forkedFromThreadId(source)
        .forkedFromEntryId(leaf)
        .build();
  }

  /** Nothing is returned when the id is taken, as that of the parent is. */
  private Optional<Long> insertSegment(Handle handle, long createdAt) {
    if (parent != null && parent.segmentId().equals(address.threadId())) {
      return Optional.empty();
    }
    LogSql sql = handle.attach(LogSql.class);
    String session = address.sessionId().toString();
    String name = kind == SegmentKind.NEW ? "root" : kind.name().toLowerCase(Locale.ROOT);
    String source = origin == null ? null : origin.segmentId().toString();
    Long turn = origin == null ? null : (Long) origin.atTurnIndex();
    return parent == null
        ? sql.insertRoot(session, address.threadId(), name, source, turn, baseTurn, createdAt)
        : sql.insertChild(
            session,
            address.threadId(),
            name,
            parent.segmentId(),
            parent.length(),
            source,
            turn,
            baseTurn,
            createdAt);
  }
}
