package dev.threadbase.jdbi;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A migration as a schema's history lists it; only such as succeeded. */
record AppliedMigration(
    int rank,
    @Nullable String version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum) {

  private static final String LIST =
      "SELECT installed_rank, version, description, type, script, checksum, success FROM ";

  /** Without this, a history in another schema of the search path would be taken for this one's. */
  private static final String IN_THE_CURRENT_SCHEMA =
      " WHERE tableoid IN (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace IN"
          + " (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()))";

  /**
   * All of a history, by one statement; nothing if it is not there, cannot be read or has a failure
   * in it.
   */
  static Optional<List<AppliedMigration>> all(DataSource source, Dialect dialect, String table) {
    String condition = dialect == Dialect.POSTGRESQL ? IN_THE_CURRENT_SCHEMA : "";
    try (Connection connection = source.getConnection()) {
      try {
        return read(connection, LIST + table + condition + " ORDER BY installed_rank");
      } finally {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
      }
    } catch (SQLException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<List<AppliedMigration>> read(Connection connection, String sql)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<AppliedMigration> all = new ArrayList<>();
      while (row.next()) {
        if (!row.getBoolean("success")) {
          return Optional.empty();
        }
        all.add(of(row));
      }
      return Optional.of(all);
    }
  }

  private static AppliedMigration of(ResultSet row) throws SQLException {
    int checksum = row.getInt("checksum");
    Integer known = row.wasNull() ? null : checksum;
    return new AppliedMigration(
        row.getInt("installed_rank"),
        row.getString("version"),
        row.getString("description"),
        row.getString("type"),
        row.getString("script"),
        known);
  }
}
