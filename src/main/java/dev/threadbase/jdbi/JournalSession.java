package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.transfer.Journal;
import dev.threadbase.transfer.LogJournal;
import dev.threadbase.transfer.NativeRow;
import dev.threadbase.transfer.NativeTable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes a session in bulk, within one transaction. */
final class JournalSession extends JournalSnapshot implements Journal.Session {

  private static final String SEGMENTS =
      """
      SELECT %s
      FROM segments s
      JOIN threads t ON %s
      WHERE t.thread_id = :threadId
      """
          .formatted(SegmentRow.COLUMNS, ThreadSql.WRITES);

  private static final String INSERT_SEGMENT =
      """
      INSERT INTO segments (session_id, segment_id, origin, parent_segment_id, parent_length,
                            base_length, depth, thread_id, created_at_ns)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String PUT_SOURCE =
      """
      INSERT INTO sources (source_id, session_id, thread_id, format, path, length, parsed_length, line_count, digest,
                           created_at_ns)
      VALUES (:id, :sessionId, :threadId, :format, :path, :length, :parsedLength, :lineCount, :digest, :createdAt)
      ON CONFLICT (session_id, source_id) DO UPDATE
        SET path = excluded.path, length = excluded.length, parsed_length = excluded.parsed_length,
            line_count = excluded.line_count, digest = excluded.digest
        WHERE excluded.length > sources.length
      """;

  private static final String ADD_CHUNK =
      """
      INSERT INTO source_chunks (session_id, source_id, byte_offset, length, deflated)
      VALUES (:sessionId, :sourceId, :byteOffset, :length, :deflated)
      """;

  private static final String COUNT_ENTRIES =
      """
      UPDATE threads
      SET next_ordinal = :nextOrdinal,
          spoken = CASE WHEN :spoken THEN 1 ELSE spoken END,
          last_active_at_ns = CASE WHEN last_active_at_ns > :activeAt THEN last_active_at_ns ELSE :activeAt END,
          head_open = CASE WHEN head_open = 1
                            AND NOT EXISTS (SELECT 1
                                            FROM entries e
                                            WHERE e.session_id = threads.session_id
                                              AND e.segment_id = threads.head_segment_id
                                              AND e.seq = threads.head_length) THEN 1 ELSE 0 END
      WHERE thread_id = :threadId AND next_ordinal <= :nextOrdinal
      """;

  private static final String ADVANCE_HEAD =
      """
      UPDATE threads
      SET head_segment_id = :segmentId, head_length = :length, leaf_id = :leafId, updated_at_ns = :updatedAt,
          head_open = CASE WHEN EXISTS (SELECT 1
                                        FROM entries e
                                        WHERE e.session_id = threads.session_id
                                          AND e.segment_id = :segmentId AND e.seq = :length) THEN 0 ELSE 1 END
      WHERE thread_id = :threadId
      """;

  private final Dialect dialect;
  private final EntryWriter writer;
  private final SpokenThreads spoken = new SpokenThreads();

  JournalSession(Handle handle, Dialect dialect) {
    super(handle, dialect);
    this.dialect = dialect;
    this.writer = EntryWriter.bulk(dialect);
  }

  @Override
  public LogJournal.Session logs() {
    return logs;
  }

  @Override
  public void lock(String sessionId, Instant createdAt) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    sql.putSession(sessionId, Instants.toNanos(createdAt), sql::lockSession);
  }

  @Override
  public ThreadMeta create(ThreadMeta thread) {
    Instant created = Objects.requireNonNull(thread.createdAt());
    Instant updated = Objects.requireNonNullElse(thread.updatedAt(), created);
    ThreadValues values = new ThreadValues(thread, thread.id(), created, updated);
    return new ThreadCreation(values, Objects.requireNonNull(thread.sessionId())).run(handle);
  }

  @Override
  public long lockThread(String threadId) {
    ThreadRow thread =
        handle
            .attach(ThreadSql.class)
            .lock(threadId)
            .orElseThrow(() -> new IllegalStateException("asked for a thread that is not there"));
    Fence.require(thread, null);
    return thread.nextOrdinal();
  }

  @Override
  public void segments(String threadId, Consumer<SegmentNode> segments) {
    try (Stream<SegmentNode> found =
        handle
            .createQuery(SEGMENTS)
            .bind("threadId", threadId)
            .setFetchSize(FETCHED_AT_ONCE)
            .mapTo(SegmentNode.class)
            .stream()) {
      found.forEach(segments);
    }
  }

  @Override
  public void addSegments(List<SegmentNode> segments) {
    if (segments.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(INSERT_SEGMENT);
    for (SegmentNode segment : segments) {
      boolean root = segment.parentSegmentId() == null;
      batch
          .bind(0, segment.sessionId())
          .bind(1, segment.segmentId())
          .bind(2, segment.origin())
          .bind(3, segment.parentSegmentId())
          .bind(4, root ? null : (Long) segment.parentLength())
          .bind(5, segment.baseLength())
          .bind(6, segment.depth())
          .bind(7, segment.threadId())
          .bind(8, Instants.toNanos(segment.createdAt()))
          .add();
    }
    batch.execute();
  }

  /** Writes entries that were made ready. */
  void add(List<Entry> entries, Consumer<Handle> write) {
    spoken.note(entries);
    write.accept(handle);
  }

  @Override
  public void putSource(Journal.Source source) {
    handle
        .createUpdate(PUT_SOURCE)
        .bind("id", source.id())
        .bind("sessionId", source.sessionId())
        .bind("threadId", source.threadId())
        .bind("format", source.format())
        .bind("path", source.path())
        .bind("length", source.length())
        .bind("parsedLength", source.parsedLength())
        .bind("lineCount", source.lineCount())
        .bind("digest", source.digest())
        .bind("createdAt", Instants.toNanos(source.createdAt()))
        .execute();
  }

  @Override
  public void addChunk(Journal.Source source, Journal.Chunk chunk) {
    handle
        .createUpdate(ADD_CHUNK)
        .bind("sessionId", source.sessionId())
        .bind("sourceId", source.id())
        .bind("byteOffset", chunk.offset())
        .bind("length", chunk.length())
        .bind("deflated", chunk.deflated())
        .execute();
  }

  @Override
  public void moveHead(
      String threadId,
      @Nullable Entry leaf,
      long nextOrdinal,
      Instant activeAt,
      Instant updatedAt) {
    int counted =
        handle
            .createUpdate(COUNT_ENTRIES)
            .bind("nextOrdinal", nextOrdinal)
            .bind("spoken", spoken.contains(threadId))
            .bind("activeAt", Instants.toNanos(activeAt))
            .bind("threadId", threadId)
            .execute();
    if (counted == 0) {
      throw new HeadMoved(threadId, null, null);
    }
    if (leaf != null) {
      handle
          .createUpdate(ADVANCE_HEAD)
          .bind("segmentId", leaf.segmentId())
          .bind("length", leaf.seq() + 1)
          .bind("leafId", leaf.id())
          .bind("updatedAt", Instants.toNanos(updatedAt))
          .bind("threadId", threadId)
          .execute();
    }
  }

  @Override
  public void update(String threadId, ThreadUpdate update) {
    if (!update.values().isEmpty()) {
      ThreadEdit.update(handle, threadId, update);
    }
  }

  @Override
  public void addEndedLease(TurnLease lease) {
    handle
        .attach(LeaseSql.class)
        .insertEnded(
            lease.threadId(),
            lease.sessionId(),
            lease.turnId(),
            lease.ownerId(),
            Instants.toNanos(lease.acquiredAt()));
  }

  @Override
  public void insertEntries(List<Entry> entries) {
    try {
      writer.write(handle, entries);
    } catch (JdbiException failure) {
      throw Reasons.misfit(failure, dialect, NativeTable.ENTRIES.tableName());
    }
  }

  @Override
  public Journal.Inserted insert(NativeRow row) {
    try {
      Journal.Inserted inserted = NativeRowWriter.insert(handle, row);
      if (row.table() == NativeTable.ENTRIES && inserted == Journal.Inserted.NEW) {
        EntryDerivations.of(handle).write(handle, List.of(row.entry()));
      }
      if (row.table() == NativeTable.TRACE_LOGS && inserted == Journal.Inserted.SAME) {
        NativeRowWriter.lengthen(handle, row);
      }
      return inserted;
    } catch (JdbiException failure) {
      throw Reasons.misfit(failure, dialect, row.table().tableName());
    }
  }

  @Override
  public boolean advance(NativeRow thread) {
    boolean advanced = NativeRowWriter.advance(handle, thread);
    if (advanced) {
      handle
          .attach(ThreadSql.class)
          .find(thread.text("thread_id"))
          .ifPresent(row -> Fence.require(row, null));
    }
    return advanced;
  }
}
