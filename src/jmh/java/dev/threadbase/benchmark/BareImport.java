package dev.threadbase.benchmark;

import dev.threadbase.search.TextAnalyzer;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * The rows that an import writes, ready before the clock starts, written by hand into tables of the
 * same form: by COPY on PostgreSQL and by prepared batches on SQLite, in one transaction. They are
 * those of the entries, of the archived original with its compressed bytes and, if asked for, of
 * the index of messages.
 */
final class BareImport {

  private static final int BATCH = 1_000;
  private static final String ENTRIES =
      "bare_entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, role,"
          + " created_at_ns, payload, payload_hash, source_id, source_line)";
  private static final String CHUNKS =
      "bare_source_chunks (session_id, source_id, byte_offset, length, deflated)";
  private static final String KEYS =
      "bare_search_rows (search_id, session_id, segment_id, seq, role, created_at_ns)";
  private static final String TOKENS = "bare_search_index (rowid, tokens)";
  private static final String INDEX =
      "bare_search_rows (session_id, segment_id, seq, chunk, chunks, role, created_at_ns, tokens)";
  private static final String SOURCE =
      "sources (source_id, session_id, thread_id, format, path, length, parsed_length, line_count, digest,"
          + " created_at_ns)";

  private final Store store;
  private final Connection connection;
  private final List<Entry> rows;
  private final List<String> tokens = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();

  private record Chunk(long offset, int length, byte[] deflated) {}

  /**
   * Makes the tables, and the rows ready.
   *
   * @param rows the entries of an import, the only one of the database so far
   */
  BareImport(Store store, Connection connection, List<Entry> rows) throws SQLException {
    this.store = store;
    this.connection = connection;
    this.rows = rows;
    store.createBareTable(connection);
    createTables();
    for (Entry row : rows) {
      String text = row.content().message().text();
      tokens.add(store.place.isPostgres() ? positions(text) : spaced(text));
    }
    String archived = "SELECT byte_offset, length, deflated FROM source_chunks";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(archived)) {
      while (row.next()) {
        chunks.add(new Chunk(row.getLong(1), row.getInt(2), row.getBytes(3)));
      }
    }
  }

  private void createTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (store.place.isPostgres()) {
        for (String table : List.of("search_rows", "source_chunks")) {
          statement.execute("CREATE TABLE bare_" + table + " (LIKE " + table + " INCLUDING ALL)");
        }
        statement.execute(
            "ALTER TABLE bare_source_chunks ADD FOREIGN KEY (session_id, source_id) REFERENCES sources");
        return;
      }
      for (String table : List.of("search_rows", "search_index", "source_chunks")) {
        String create;
        try (ResultSet row =
            statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = '" + table + "'")) {
          create = row.getString(1).replace("TABLE " + table, "TABLE bare_" + table);
        }
        statement.execute(create);
      }
    }
  }

  private static String spaced(String text) {
    StringJoiner tokens = new StringJoiner(" ");
    TextAnalyzer.analyze(text, token -> tokens.add(token.text()));
    return tokens.toString();
  }

  private static String positions(String text) {
    Map<String, StringJoiner> positions = new LinkedHashMap<>();
    int[] last = {0};
    TextAnalyzer.analyze(
        text,
        token ->
            positions
                .computeIfAbsent(token.text(), key -> new StringJoiner(","))
                .add(Integer.toString(++last[0])));
    StringJoiner tokens = new StringJoiner(" ");
    positions.forEach((token, of) -> tokens.add("'" + token + "':" + of));
    return tokens.toString();
  }

  /** Writes the rows as those of another thread, which names its session, segment and source. */
  long write(ThreadMeta owner, boolean indexed) throws SQLException, IOException {
    connection.setAutoCommit(false);
    insert(SOURCE, List.of(owner), (row, thread) -> bindSource(row, thread));
    if (store.place.isPostgres()) {
      copy(owner, indexed);
    } else {
      batches(owner, indexed);
    }
    insert(CHUNKS, chunks, (row, chunk) -> bind(row, owner, chunk));
    connection.commit();
    connection.setAutoCommit(true);
    return rows.size();
  }

  private void batches(ThreadMeta owner, boolean indexed) throws SQLException {
    long before = indexed ? lastNumber() : 0;
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<Integer> batch = new ArrayList<>(BATCH);
      for (int i = from; i < Math.min(rows.size(), from + BATCH); i++) {
        batch.add(i);
      }
      insert(ENTRIES, batch, (row, i) -> bind(row, owner, rows.get(i)));
      if (indexed) {
        insert(KEYS, batch, (row, i) -> bindKey(row, before + i + 1, owner, rows.get(i)));
        insert(
            TOKENS,
            batch,
            (row, i) -> {
              row.setLong(1, before + i + 1);
              row.setString(2, tokens.get(i));
            });
      }
    }
  }

  private long lastNumber() throws SQLException {
    String last = "SELECT COALESCE(MAX(search_id), 0) FROM bare_search_rows";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(last)) {
      return row.getLong(1);
    }
  }

  /** Sets the values of a row. */
  private interface Binding<R> {
    void to(PreparedStatement statement, R row) throws SQLException;
  }

  private <R> void insert(String table, List<R> batch, Binding<R> binding) throws SQLException {
    String values = ", ?".repeat(table.split(",").length).substring(2);
    String sql = "INSERT INTO " + table + " VALUES (" + values + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (R row : batch) {
        binding.to(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void bindSource(PreparedStatement row, ThreadMeta owner) throws SQLException {
    long length = chunks.stream().mapToLong(Chunk::length).sum();
    row.setString(1, owner.headSegmentId());
    row.setString(2, owner.sessionId());
    row.setString(3, owner.id());
    row.setString(4, "pi");
    row.setString(5, "/tmp/session.jsonl");
    row.setLong(6, length);
    row.setLong(7, length);
    row.setLong(8, rows.size() + 1L);
    row.setString(9, "0".repeat(64));
    row.setLong(10, 1);
  }

  private static void bind(PreparedStatement row, ThreadMeta owner, Chunk chunk)
      throws SQLException {
    row.setString(1, owner.sessionId());
    row.setString(2, owner.headSegmentId());
    row.setLong(3, chunk.offset);
    row.setInt(4, chunk.length);
    row.setBytes(5, chunk.deflated);
  }

  private static void bind(PreparedStatement row, ThreadMeta owner, Entry entry)
      throws SQLException {
    row.setString(1, owner.sessionId());
    row.setString(2, owner.headSegmentId());
    row.setLong(3, entry.seq());
    row.setString(4, entry.id());
    row.setString(5, owner.id());
    row.setLong(6, entry.ordinal());
    row.setString(7, entry.parentId());
    row.setString(8, entry.type().name());
    row.setString(9, entry.role());
    row.setLong(10, 1);
    row.setString(11, entry.payload());
    row.setString(12, entry.payloadHash());
    row.setString(13, owner.headSegmentId());
    row.setLong(14, entry.source().line());
  }

  private static void bindKey(PreparedStatement row, long number, ThreadMeta owner, Entry entry)
      throws SQLException {
    row.setLong(1, number);
    row.setString(2, owner.sessionId());
    row.setString(3, owner.headSegmentId());
    row.setLong(4, entry.seq());
    row.setString(5, entry.role());
    row.setLong(6, 1);
  }

  private void copy(ThreadMeta owner, boolean indexed) throws SQLException, IOException {
    String session = owner.sessionId();
    String segment = owner.headSegmentId();
    for (int from = 0; from < rows.size(); from += BATCH) {
      int to = Math.min(rows.size(), from + BATCH);
      StringBuilder entries = new StringBuilder();
      StringBuilder index = new StringBuilder();
      for (int i = from; i < to; i++) {
        Entry row = rows.get(i);
        String parent = row.parentId() == null ? "\\N" : row.parentId();
        String payload = row.payload().replace("\\", "\\\\");
        line(
            entries::append,
            session,
            segment,
            row.seq(),
            row.id(),
            owner.id(),
            row.ordinal(),
            parent,
            row.type().name(),
            row.role(),
            1,
            payload,
            row.payloadHash(),
            segment,
            row.source().line());
        if (indexed) {
          line(index::append, session, segment, row.seq(), 0, 1, row.role(), 1, tokens.get(i));
        }
      }
      send(ENTRIES, entries);
      if (indexed) {
        send(INDEX, index);
      }
    }
  }

  private static void line(Consumer<String> text, Object... values) {
    for (int i = 0; i < values.length; i++) {
      text.accept(i == 0 ? "" : "\t");
      text.accept(String.valueOf(values[i]));
    }
    text.accept("\n");
  }

  private void send(String table, StringBuilder text) throws SQLException, IOException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(bytes));
  }
}
