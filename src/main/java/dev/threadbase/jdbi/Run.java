package dev.threadbase.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A part of a path: the first entries of one segment.
 *
 * @param sessionId the session
 * @param segmentId the segment
 * @param length how many of its entries are on the path
 * @param baseLength the position on the path of the first of them
 */
record Run(String sessionId, String segmentId, long length, long baseLength) {

  static final RowMapper<Run> MAPPER = new Mapper();

  long end() {
    return baseLength + length;
  }

  private static final class Mapper implements RowMapper<Run> {
    @Override
    public Run map(ResultSet row, StatementContext context) throws SQLException {
      return new Run(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }
  }
}
