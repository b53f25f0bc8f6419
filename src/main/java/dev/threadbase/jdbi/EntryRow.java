package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.SourceLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code entries}. */
final class EntryRow {

  /**
   * The columns in the order that {@link #MAPPER} reads them, of a table that the statement calls
   * {@code e}.
   */
  static final String COLUMNS =
      """
      e.session_id, e.segment_id, e.seq, e.entry_id, e.thread_id, e.ordinal, e.parent_id, e.type, e.turn_id,
      e.role, e.model, e.tool_name, e.created_at_ns, e.payload, e.payload_hash, e.source_id, e.source_line
      """;

  static final RowMapper<Entry> MAPPER = new Mapper();

  private EntryRow() {}

  // A named class, because Jdbi finds out from its signature what it maps.
  private static final class Mapper implements RowMapper<Entry> {
    @Override
    public Entry map(ResultSet row, StatementContext context) throws SQLException {
      return new Entry(
          row.getString(1),
          row.getString(2),
          row.getLong(3),
          row.getString(4),
          row.getString(5),
          row.getLong(6),
          row.getString(7),
          new EntryType(row.getString(8)),
          row.getString(9),
          row.getString(10),
          row.getString(11),
          row.getString(12),
          Instants.of(row.getLong(13)),
          row.getString(14),
          row.getString(15),
          source(row.getString(16), row.getLong(17)));
    }

    private static @Nullable SourceLine source(@Nullable String sourceId, long line) {
      return sourceId == null ? null : new SourceLine(sourceId, line);
    }
  }
}
