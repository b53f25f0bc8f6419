package dev.threadbase.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a database holds, to see that nothing of it changed. */
public final class EveryRow {

  private static final List<String> TABLES =
      List.of(
          "sessions",
          "segments",
          "entries",
          "threads",
          "sources",
          "source_chunks",
          "turn_leases",
          "lease_breaks",
          "trace_logs",
          "trace_entries",
          "pods",
          "pod_children",
          "usage_records",
          "metric_events",
          "search_rows",
          "purged_threads");

  private EveryRow() {}

  /** The rows of every table, in an order of their own. */
  public static Map<String, List<List<String>>> of(TestDatabase database) {
    try (Connection connection = database.connect()) {
      return of(connection);
    } catch (SQLException failure) {
      throw new IllegalStateException("not answered", failure);
    }
  }

  /** The same, over a connection that is open already. */
  public static Map<String, List<List<String>>> of(Connection connection) throws SQLException {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      rows.put(
          table,
          Sql.rows(connection, "SELECT * FROM " + table).stream()
              .sorted(Comparator.comparing(List::toString))
              .toList());
    }
    return rows;
  }

  /** Deletes everything, past every rule of the schema; for SQLite. */
  public static void delete(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("DELETE FROM " + table);
      }
    }
  }
}
