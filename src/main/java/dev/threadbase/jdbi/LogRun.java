package dev.threadbase.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A part of a log's path.
 *
 * @param run where it is
 * @param threadId the thread, for a log its segment, that it belongs to
 * @param baseTurn the count of the last turn before its segment
 * @param firstType the type of its first entry
 */
record LogRun(Run run, String threadId, long baseTurn, @Nullable String firstType) {

  static final RowMapper<LogRun> MAPPER = new Mapper();

  private static final class Mapper implements RowMapper<LogRun> {
    @Override
    public LogRun map(ResultSet row, StatementContext context) throws SQLException {
      Run run = new Run(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
      return new LogRun(run, row.getString(5), row.getLong(6), row.getString(7));
    }
  }
}
