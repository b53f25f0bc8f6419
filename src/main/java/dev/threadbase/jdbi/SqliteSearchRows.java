package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of the index on SQLite: one of keys, and one of FTS5 with the same number. */
final class SqliteSearchRows {

  private static final String LAST = "SELECT COALESCE(MAX(search_id), 0) FROM search_rows";

  private static final String KEY =
      """
      INSERT INTO search_rows (search_id, session_id, segment_id, seq, role, created_at_ns)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  /** Of an entry that is still there, and that nobody put into the index meanwhile. */
  private static final String KEY_OF_STORED =
      """
      INSERT INTO search_rows (session_id, segment_id, seq, role, created_at_ns)
      SELECT session_id, segment_id, seq, ?, ?
      FROM entries
      WHERE session_id = ? AND segment_id = ? AND seq = ?
      ON CONFLICT DO NOTHING
      RETURNING search_id
      """;

  private static final String TOKENS = "INSERT INTO search_index (rowid, tokens) VALUES (?, ?)";

  private SqliteSearchRows() {}

  /** A row and its number. */
  private record Numbered(long id, SearchRow row) {}

  /**
   * Numbers that are free until the transaction ends, which holds the write lock. A RETURNING would
   * make SQLite begin a savepoint for each row, and FTS5 write out at each savepoint what it has
   * gathered.
   */
  static void write(Handle handle, List<SearchRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    long last = BareStatement.first(handle, LAST, none -> {}, row -> row.getLong(1)).orElseThrow();
    List<Numbered> numbered = new ArrayList<>(rows.size());
    for (SearchRow row : rows) {
      numbered.add(new Numbered(++last, row));
    }
    BareStatement.batch(handle, KEY, numbered, SqliteSearchRows::bindKey);
    BareStatement.batch(handle, TOKENS, numbered, SqliteSearchRows::bindTokens);
  }

  /** Adds rows that are missing; how many there were. */
  static long add(Handle handle, List<SearchRow> rows) {
    List<Numbered> added = new ArrayList<>(rows.size());
    for (SearchRow row : rows) {
      BareStatement.first(
              handle,
              KEY_OF_STORED,
              statement ->
                  new Parameters(statement)
                      .text(row.role())
                      .number(row.createdAtNanos())
                      .text(row.sessionId())
                      .text(row.segmentId())
                      .number(row.seq()),
              found -> found.getLong(1))
          .ifPresent(id -> added.add(new Numbered(id, row)));
    }
    BareStatement.batch(handle, TOKENS, added, SqliteSearchRows::bindTokens);
    return added.size();
  }

  private static void bindKey(PreparedStatement statement, Numbered numbered) throws SQLException {
    SearchRow row = numbered.row;
    new Parameters(statement)
        .number(numbered.id)
        .text(row.sessionId())
        .text(row.segmentId())
        .number(row.seq())
        .text(row.role())
        .number(row.createdAtNanos());
  }

  private static void bindTokens(PreparedStatement statement, Numbered numbered)
      throws SQLException {
    new Parameters(statement).number(numbered.id).text(numbered.row.tokens());
  }
}
