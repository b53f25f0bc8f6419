package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
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

  /** Makes rows ready to be written. */
  static Consumer<Handle> copy(List<SearchRow> rows) {
    if (rows.isEmpty()) {
      return handle -> {};
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> append(text, row));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return handle -> PostgresCopy.copy(handle, COPY, bytes);
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

  /** Adds rows that are missing; how many entries had none. */
  static long add(Handle handle, List<SearchRow> rows) {
    long added = 0;
    for (SearchRow row : rows) {
      added += add(handle, row) && row.chunk() == 0 ? 1 : 0;
    }
    return added;
  }

  private static boolean add(Handle handle, SearchRow row) {
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
