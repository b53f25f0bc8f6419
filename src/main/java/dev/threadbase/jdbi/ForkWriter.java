package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ForkOptions.Position;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Forks: a segment that refers to the fork point, and a thread that begins with it. */
final class ForkWriter {

  private ForkWriter() {}

  static ThreadMeta fork(Handle handle, ForkOptions options, Instant clock) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    Fence.pass(handle, options.sourceThreadId(), options.lease());
    ThreadRow source =
        source(sql, options.sourceThreadId())
            .orElseThrow(() -> new ThreadNotFound(options.sourceThreadId()));
    Entry last = lastInherited(handle, source, options);
    Instant now = options.now() == null ? clock : options.now();
    String given = options.newThreadId();
    String threadId = given == null || given.isEmpty() ? Ids.next() : given;
    ThreadMeta meta =
        ThreadMeta.builder(threadId)
            .leafId(last == null ? null : last.id())
            .parentThreadId(source.id())
            .forkedFromThreadId(source.id())
            .forkedFromEntryId(last == null ? null : last.id())
            .build();
    ThreadValues values = new ThreadValues(meta, threadId, now, now);
    String segmentId = Ids.next();
    long inherited = insertSegment(sql, source.sessionId(), segmentId, last, values);
    int spoken = last != null && source.spoken() ? 1 : 0;
    return sql.insertThread(
            values.columns(), source.sessionId(), segmentId, inherited, 1, spoken, null)
        .orElseThrow(() -> new ThreadExists(threadId))
        .meta();
  }

  /** Whoever cuts a log looks for what begins behind the cut: it must wait for this fork. */
  private static Optional<ThreadRow> source(ThreadSql sql, String threadId) {
    Optional<ThreadRow> kept = sql.keep(threadId);
    boolean log = kept.filter(row -> row.id().equals(row.baseSegmentId())).isPresent();
    return log ? sql.lock(threadId) : kept;
  }

  private static long insertSegment(
      ThreadSql sql, String sessionId, String segmentId, @Nullable Entry last, ThreadValues fork) {
    if (last == null) {
      sql.insertRootSegment(sessionId, segmentId, "fork", fork.threadId(), fork.createdAt());
      return 0;
    }
    Optional<Long> inherited =
        sql.insertChildSegment(
            sessionId,
            segmentId,
            "fork",
            last.segmentId(),
            last.seq() + 1,
            fork.threadId(),
            fork.createdAt());
    return inherited.orElseThrow(() -> new EntryNotFound(fork.threadId(), last.id()));
  }

  /** The entry that the fork's path ends with; null for an empty fork. */
  private static @Nullable Entry lastInherited(
      Handle handle, ThreadRow source, ForkOptions options) {
    String target = options.entryId() == null ? source.meta().leafId() : options.entryId();
    boolean before = options.position() == Position.BEFORE;
    if (target == null) {
      if (before) {
        throw new EntryNotFound(source.id(), null);
      }
      return null;
    }
    Entry entry = find(handle, source, target);
    String parentId = entry.parentId();
    if (!before) {
      return entry;
    }
    return parentId == null ? null : find(handle, source, parentId);
  }

  private static Entry find(Handle handle, ThreadRow source, String entryId) {
    return EntryReader.find(handle, source, entryId)
        .orElseThrow(() -> new EntryNotFound(source.id(), entryId));
  }
}
