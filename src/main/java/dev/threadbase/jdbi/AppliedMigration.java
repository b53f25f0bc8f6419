package dev.threadbase.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A migration as a schema's history lists it; only such as succeeded.
 *
 * @param version its number; null for one that has none
 * @param description what its file is called
 * @param type what kind it is of, in Flyway's words
 * @param script its file
 * @param checksum Flyway's checksum of the file; null for what has no file
 */
record AppliedMigration(
    @Nullable String version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum) {

  private static final String LIST =
      "SELECT version, description, type, script, checksum, success FROM ";

  /** What Flyway writes first into a schema that had tables: it stands for no file. */
  private static final String BASELINE = "BASELINE";

  /** Without this, a history in another schema of the search path would be taken for this one's. */
  private static final String IN_THE_CURRENT_SCHEMA =
      " WHERE tableoid IN (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace IN"
          + " (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()))";

  /**
   * The history of a database that this version brought up to date, of the files that it holds:
   * {@code db/migrations/sqlite.history} and {@code postgresql.history}, a line for each migration.
   */
  static List<AppliedMigration> shipped(Dialect dialect) {
    String resource = "/db/migrations/" + dialect.folder() + ".history";
    try (InputStream in = AppliedMigration.class.getResourceAsStream(resource)) {
      String lines = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
      return lines.lines().map(AppliedMigration::parse).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static AppliedMigration parse(String line) {
    String[] part = line.split("\t");
    return new AppliedMigration(part[0], part[1], "SQL", part[2], Integer.valueOf(part[3]));
  }

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
        if (!BASELINE.equals(row.getString("type"))) {
          all.add(of(row));
        }
      }
      return Optional.of(all);
    }
  }

  private static AppliedMigration of(ResultSet row) throws SQLException {
    int checksum = row.getInt("checksum");
    Integer known = row.wasNull() ? null : checksum;
    return new AppliedMigration(
        row.getString("version"),
        row.getString("description"),
        row.getString("type"),
        row.getString("script"),
        known);
  }
}
