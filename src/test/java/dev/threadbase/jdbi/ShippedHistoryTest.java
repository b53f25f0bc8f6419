package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The histories in the library are those that Flyway writes. */
class ShippedHistoryTest {

  @Test
  void isWhatFlywayWritesOnSqlite() throws IOException {
    try (TestDatabase database = SqliteTestDatabase.empty()) {
      check(database, "sqlite");
    }
  }

  @Test
  void isWhatFlywayWritesOnPostgres() throws IOException {
    try (TestDatabase database = PostgresTestDatabase.empty()) {
      check(database, "postgresql");
    }
  }

  /** A difference is mended by the lines that were found. */
  private static void check(TestDatabase database, String name) throws IOException {
    Threadbase.open(database.config()).close();
    List<String> found =
        Sql.rows(
                database,
                """
                SELECT version, description, script, checksum FROM threadbase_schema_history
                WHERE type = 'SQL'
                ORDER BY installed_rank
                """)
            .stream()
            .map(row -> String.join("\t", row))
            .toList();
    Path shipped = Path.of("db", "migrations", name + ".history");
    assertThat(found).isNotEmpty().isEqualTo(Files.readAllLines(shipped));
  }
}
