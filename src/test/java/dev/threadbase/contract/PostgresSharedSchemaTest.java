package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database that an application has tables in already. */
class PostgresSharedSchemaTest {

  @Test
  void livesBesideTheTablesOfAnApplicationAndItsOwnMigrations() throws SQLException {
    try (TestDatabase database = PostgresTestDatabase.empty()) {
      Sql.run(database, "CREATE TABLE orders (id BIGINT PRIMARY KEY)");
      Sql.run(database, "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY)");
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(database.config().url());
      try (Threadbase threadbase = Threadbase.open(source)) {
        threadbase.threads().createThread(ThreadMeta.builder("a").build());
      }
      try (Threadbase again = Threadbase.open(database.config())) {
        assertThat(again.threads().thread("a").id()).isEqualTo("a");
      }
      assertThat(Sql.rows(database, "SELECT id FROM orders")).isEmpty();
    }
  }

  @Test
  void refusesASchemaThatUsesItsNamesAndLeavesItAlone() throws SQLException {
    try (TestDatabase database = PostgresTestDatabase.empty()) {
      Sql.run(database, "CREATE TABLE threads (id BIGINT PRIMARY KEY)");
      ThreadbaseConfig config = database.config();
      assertThatThrownBy(() -> Threadbase.open(config)).isInstanceOf(StoreUnavailable.class);
      assertThat(Sql.rows(database, "SELECT id FROM threads")).isEmpty();
    }
  }
}
