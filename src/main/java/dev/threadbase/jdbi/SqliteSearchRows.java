package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.thread.Entry;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of the index on SQLite: one of keys, and one of FTS5 with the same number. */
final class SqliteSearchRows {

  private static final String KEY =
      """
      INSERT INTO search_rows (session_id, segment_id, seq, role, created_at_ns)
      VALUES (?, ?, ?, ?, ?)
      RETURNING search_id
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

  static void write(Handle handle, Entry entry) {
    for (SearchRow row : SearchRow.of(entry, SearchForm.SPACED)) {
      Optional<Long> id =
          BareStatement.first(
              handle,
              KEY,
              statement ->
                  new Parameters(statement)
                      .text(row.sessionId())
                      .text(row.segmentId())
                      .number(row.seq())
                      .text(row.role())
                      .number(row.createdAtNanos()),
              found -> found.getLong(1));
      tokens(handle, id.orElseThrow(), row.tokens());
    }
  }

  /** Whether anything was missing. */
  static boolean add(Handle handle, SearchRow row) {
    Optional<Long> id =
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
            found -> found.getLong(1));
    id.ifPresent(number -> tokens(handle, number, row.tokens()));
    return id.isPresent();
  }

  private static void tokens(Handle handle, long id, String tokens) {
    BareStatement.update(
        handle, TOKENS, statement -> new Parameters(statement).number(id).text(tokens));
  }
}
