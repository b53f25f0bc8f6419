package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.thread.Entry;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of the index on PostgreSQL. */
final class PostgresSearchRows {

  private static final String COPY =
      "COPY search_rows (session_id, segment_id, seq, chunk, chunks, role, created_at_ns, tokens)"
          + " FROM STDIN";

  /**
   * Of an entry that is still there, and that nobody put into the index meanwhile. The entry is
   * kept from being deleted until the row is there, so that the deletion takes it along.
   */
  private static final String ADD =
      """
      INSERT INTO search_rows (session_id, segment_id, seq, chunk, chunks, role, created_at_ns, tokens)
      SELECT session_id, segment_id, seq, ?, ?, ?, ?, CAST(? AS tsvector)
      FROM entries
      WHERE session_id = ? AND segment_id = ? AND seq = ?
      FOR KEY SHARE
      ON CONFLICT DO NOTHING
      """;

  private PostgresSearchRows() {}

  /** Entry by entry, so that no more than one long text is held in this form. */
  static void write(Handle handle, List<Entry> entries) {
    StringBuilder rows = new StringBuilder();
    for (Entry entry : entries) {
      for (SearchRow row : SearchRow.of(entry, SearchForm.POSITIONS)) {
        append(rows, row);
        if (rows.length() > PostgresCopy.LARGE) {
          PostgresCopy.copy(handle, COPY, rows);
          rows.setLength(0);
        }
      }
    }
    if (!rows.isEmpty()) {
      PostgresCopy.copy(handle, COPY, rows);
    }
  }

  private static void append(StringBuilder rows, SearchRow row) {
    PostgresCopy.text(rows, row.sessionId()).append('\t');
    PostgresCopy.text(rows, row.segmentId()).append('\t');
    rows.append(row.seq()).append('\t');
    rows.append(row.chunk()).append('\t');
    rows.append(row.chunks()).append('\t');
    PostgresCopy.text(rows, row.role()).append('\t');
    rows.append(row.createdAtNanos()).append('\t');
    PostgresCopy.text(rows, row.tokens()).append('\n');
  }

  /** Whether anything was missing. */
  static boolean add(Handle handle, SearchRow row) {
    int added =
        BareStatement.update(
            handle,
            ADD,
            statement ->
                new Parameters(statement)
                    .number(row.chunk())
                    .number(row.chunks())
                    .text(row.role())
                    .number(row.createdAtNanos())
                    .text(row.tokens())
                    .text(row.sessionId())
                    .text(row.segmentId())
                    .number(row.seq()));
    return added > 0;
  }
}
