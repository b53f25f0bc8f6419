package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal;
import dev.threadbase.transfer.LogJournal;
import dev.threadbase.transfer.NativeRow;
import dev.threadbase.transfer.NativeTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads a session in bulk; rows come as the database sends them, never all at once. */
class JournalSnapshot implements Journal.Snapshot {

  static final int FETCHED_AT_ONCE = 200;

  /** A chunk is as long as many entries. */
  private static final int CHUNKS_FETCHED_AT_ONCE = 8;

  private static final String TAKEN_IDS =
      """
      SELECT e.entry_id
      FROM entries e
      JOIN threads t ON t.session_id = e.session_id AND t.thread_id = e.thread_id
      WHERE t.thread_id = :threadId AND e.ordinal < t.first_ordinal
      """;

  private static final String PLACED =
      """
      SELECT e.entry_id, e.segment_id, e.seq, e.ordinal, e.payload_hash, e.source_id, e.source_line
      FROM entries e
      JOIN threads t ON t.session_id = e.session_id AND t.thread_id = e.thread_id
      WHERE t.thread_id = :threadId AND e.ordinal >= t.first_ordinal
      ORDER BY e.ordinal
      """;

  private static final String SOURCES =
      """
      SELECT s.*
      FROM threads t
      JOIN sources s ON s.session_id = t.session_id AND s.thread_id = t.thread_id
      WHERE t.thread_id = :threadId
      ORDER BY s.created_at_ns, s.source_id
      """;

  private static final String CHUNKS =
      """
      SELECT deflated, length
      FROM source_chunks
      WHERE session_id = :sessionId AND source_id = :sourceId
      ORDER BY byte_offset
      """;

  private static final String OWN =
      """
      SELECT %s
      FROM entries e
      JOIN threads t ON t.session_id = e.session_id AND t.thread_id = e.thread_id
      WHERE t.thread_id = :threadId AND e.ordinal >= t.first_ordinal%s
      ORDER BY e.ordinal
      """;

  private static final String ALL_OWN = OWN.formatted(EntryRow.COLUMNS, "");

  private static final String ADDED = OWN.formatted(EntryRow.COLUMNS, " AND e.source_id IS NULL");

  final Handle handle;
  final JournalLogs logs;

  JournalSnapshot(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.logs = new JournalLogs(handle, dialect);
  }

  @Override
  public LogJournal logs() {
    return logs;
  }

  @Override
  public Optional<ThreadMeta> thread(String threadId) {
    return handle.attach(ThreadSql.class).find(threadId).map(ThreadRow::meta);
  }

  @Override
  public Journal.Inserted find(NativeRow row) {
    return NativeRowWriter.find(handle, row);
  }

  @Override
  public boolean hasSession(String sessionId) {
    return handle
        .createQuery("SELECT 1 FROM sessions WHERE session_id = :sessionId")
        .bind("sessionId", sessionId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  @Override
  public Set<String> takenIds(String threadId) {
    return Set.copyOf(
        handle.createQuery(TAKEN_IDS).bind("threadId", threadId).mapTo(String.class).list());
  }

  @Override
  public void placed(String threadId, Consumer<Journal.Placed> entries) {
    try (Stream<Journal.Placed> found =
        handle
            .createQuery(PLACED)
            .bind("threadId", threadId)
            .setFetchSize(FETCHED_AT_ONCE)
            .map((row, context) -> placed(row))
            .stream()) {
      found.forEach(entries);
    }
  }

  @Override
  public Map<String, Long> path(String threadId) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (Run run : EntryReader.runsTo(handle, thread, null)) {
      lengths.put(run.segmentId(), run.length());
    }
    return lengths;
  }

  private static Journal.Placed placed(ResultSet row) throws SQLException {
    String sourceId = row.getString(6);
    return new Journal.Placed(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        sourceId == null ? null : new SourceLine(sourceId, row.getLong(7)));
  }

  @Override
  public List<Journal.Source> sources(String threadId) {
    return handle
        .createQuery(SOURCES)
        .bind("threadId", threadId)
        .map((row, context) -> source(row))
        .list();
  }

  private static Journal.Source source(ResultSet row) throws SQLException {
    return new Journal.Source(
        row.getString("source_id"),
        row.getString("session_id"),
        row.getString("thread_id"),
        row.getString("format"),
        row.getString("path"),
        row.getLong("length"),
        row.getLong("parsed_length"),
        row.getLong("line_count"),
        row.getString("digest"),
        Instants.of(row.getLong("created_at_ns")));
  }

  @Override
  public void readSource(Journal.Source source, Consumer<byte[]> bytes) {
    try (Stream<byte[]> chunks =
        handle
            .createQuery(CHUNKS)
            .bind("sessionId", source.sessionId())
            .bind("sourceId", source.id())
            .setFetchSize(CHUNKS_FETCHED_AT_ONCE)
            .map((row, context) -> Chunks.inflate(row.getBytes(1), row.getInt(2)))
            .stream()) {
      chunks.forEach(bytes);
    }
  }

  @Override
  public void addedEntries(String threadId, Consumer<Entry> entries) {
    stream(handle.createQuery(ADDED).bind("threadId", threadId), entries);
  }

  @Override
  public void ownEntries(String threadId, Consumer<Entry> entries) {
    stream(handle.createQuery(ALL_OWN).bind("threadId", threadId), entries);
  }

  @Override
  public void inheritedEntries(String threadId, Consumer<Entry> entries) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    for (Run run : EntryReader.runs(handle, thread.sessionId(), thread.baseSegmentId(), 0)) {
      stream(
          handle
              .createQuery(EntryReader.RANGE)
              .bind("sessionId", run.sessionId())
              .bind("segmentId", run.segmentId())
              .bind("from", 0)
              .bind("to", run.length()),
          entries);
    }
  }

  private static void stream(Query query, Consumer<Entry> entries) {
    try (Stream<Entry> found = query.setFetchSize(FETCHED_AT_ONCE).mapTo(Entry.class).stream()) {
      found.forEach(entries);
    }
  }

  @Override
  public void rows(NativeTable table, String sessionId, Consumer<NativeRow> rows) {
    String sql =
        """
        SELECT %s
        FROM %s
        WHERE session_id = :sessionId
        ORDER BY %s
        """
            .formatted(String.join(", ", table.columns()), table.tableName(), table.order());
    try (Stream<NativeRow> found =
        handle
            .createQuery(sql)
            .bind("sessionId", sessionId)
            .setFetchSize(
                table == NativeTable.SOURCE_CHUNKS ? CHUNKS_FETCHED_AT_ONCE : FETCHED_AT_ONCE)
            .map((row, context) -> row(table, row))
            .stream()) {
      found.forEach(rows);
    }
  }

  private static NativeRow row(NativeTable table, ResultSet row) throws SQLException {
    @Nullable Object[] values = new Object[table.columns().size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.getObject(i + 1);
      // SQLite returns the smallest type that holds a number.
      values[i] = value instanceof Integer number ? (Object) number.longValue() : value;
    }
    return new NativeRow(table, Arrays.asList(values));
  }
}
