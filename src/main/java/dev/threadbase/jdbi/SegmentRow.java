package dev.threadbase.jdbi;

import dev.threadbase.lineage.SegmentNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code segments} with its count of entries. */
final class SegmentRow {

  /**
   * The columns in the order that {@link #MAPPER} reads them, of a table that the statement calls
   * {@code s}.
   */
  static final String COLUMNS =
      """
      s.session_id, s.segment_id, s.parent_segment_id, s.parent_length, s.base_length, s.origin, s.depth, s.thread_id,
      COALESCE((SELECT MAX(e.seq) + 1
                FROM entries e
                WHERE e.session_id = s.session_id AND e.segment_id = s.segment_id), 0) AS entries,
      s.created_at_ns, s.at_turn_index, s.base_turn
      """;

  static final RowMapper<SegmentNode> MAPPER = new Mapper();

  private SegmentRow() {}

  private static final class Mapper implements RowMapper<SegmentNode> {
    @Override
    public SegmentNode map(ResultSet row, StatementContext context) throws SQLException {
      return new SegmentNode(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getLong(4),
          row.getLong(5),
          row.getString(6),
          row.getLong(7),
          row.getString(8),
          row.getLong(9),
          Instants.of(row.getLong(10)),
          turn(row, 11),
          turn(row, 12));
    }

    private static @Nullable Long turn(ResultSet row, int column) throws SQLException {
      long turn = row.getLong(column);
      return row.wasNull() ? null : (Long) turn;
    }
  }
}
