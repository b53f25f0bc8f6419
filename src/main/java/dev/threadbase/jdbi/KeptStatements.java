package dev.threadbase.jdbi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Prepares a statement once for a connection and uses it again: preparing costs SQLite as much as
 * running. For the one writing connection, whose users take turns.
 */
final class KeptStatements extends DefaultStatementBuilder {

  private static final int KEPT = 100;

  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept != null ? kept : super.create(connection, sql, context);
  }

  /** A statement outside of Jdbi; {@link #close(Connection, String, Statement)} gives it back. */
  PreparedStatement take(Connection connection, String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept != null ? kept : connection.prepareStatement(sql);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (!(statement instanceof PreparedStatement prepared) || idle.containsKey(sql)) {
      super.close(connection, sql, statement);
      return;
    }
    prepared.clearParameters();
    prepared.clearBatch();
    idle.put(sql, prepared);
    if (idle.size() > KEPT) {
      String oldest = idle.keySet().iterator().next();
      PreparedStatement dropped = idle.remove(oldest);
      if (dropped != null) {
        dropped.close();
      }
    }
  }

  /** Closing the connection closes what was kept. */
  @Override
  public void close(Connection connection) {
    idle.clear();
  }
}
