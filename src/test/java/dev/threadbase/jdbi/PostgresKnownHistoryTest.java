package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.testkit.InterruptedDataSource;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema that has the history of this version is asked for it, and for nothing else. */
class PostgresKnownHistoryTest {

  private TestDatabase database;

  @BeforeEach
  void knowTheHistory() {
    database = PostgresTestDatabase.create();
    migrate(source(""));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void aSchemaWithAKnownHistoryIsAskedOnce() {
    List<String> sent = new ArrayList<>();
    migrate(InterruptedDataSource.over(source(""), sent::add));
    assertThat(sent).hasSize(1);
  }

  @Test
  void soIsOneThatHadTablesOfAnApplication() throws SQLException {
    try (TestDatabase shared = PostgresTestDatabase.empty()) {
      Sql.run(shared, "CREATE TABLE orders (id BIGINT PRIMARY KEY)");
      migrate(source(shared, ""));
      List<String> sent = new ArrayList<>();
      migrate(InterruptedDataSource.over(source(shared, ""), sent::add));
      assertThat(sent).hasSize(1);
    }
  }

  @Test
  void aHistoryThatWasChangedSinceIsRefused() throws SQLException {
    String[] changes = {
      "checksum = 1", "description = 'other'", "success = FALSE", "version = '999'"
    };
    for (String change : changes) {
      try (TestDatabase changed = PostgresTestDatabase.create()) {
        Sql.run(
            changed, "UPDATE threadbase_schema_history SET " + change + " WHERE version = '001'");
        assertThatThrownBy(() -> migrate(source(changed, "")))
            .as(change)
            .isInstanceOf(StoreUnavailable.class);
      }
    }
  }

  @Test
  void theHistoryOfAnotherSchemaIsNotTakenForThisOnes() throws SQLException {
    Sql.run(database, "CREATE SCHEMA other");
    migrate(source("other,public"));
    assertThat(Sql.rows(database, "SELECT version FROM other.threadbase_schema_history"))
        .hasSameSizeAs(Sql.rows(database, "SELECT version FROM public.threadbase_schema_history"));
  }

  private static void migrate(DataSource source) {
    Migrations.run(source, Dialect.POSTGRESQL, true);
  }

  private PGSimpleDataSource source(String schemas) {
    return source(database, schemas);
  }

  private static PGSimpleDataSource source(TestDatabase database, String schemas) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.config().url());
    if (!schemas.isEmpty()) {
      source.setCurrentSchema(schemas);
    }
    return source;
  }
}
