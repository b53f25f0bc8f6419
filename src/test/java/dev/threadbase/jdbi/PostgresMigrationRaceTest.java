package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.testkit.InterruptedDataSource;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Another process migrates between two looks of this one: whether there is a history, and whether
 * the schema is empty. Flyway takes its lock only behind them.
 */
class PostgresMigrationRaceTest {

  private static final String LOCK = "pg_try_advisory_xact_lock";

  /** What Flyway asks to know whether the schema is empty. */
  private static final String EMPTY = "pg_catalog.pg_proc";

  private static final String TWICE =
      "SELECT version FROM threadbase_schema_history GROUP BY version HAVING COUNT(*) > 1";

  @Test
  void anotherMigratesBeforeTheSchemaIsFoundEmpty() {
    race(emptinessCheck(), PostgresMigrationRaceTest::migrate);
  }

  @Test
  void anotherMakesTheHistoryAndStopsBeforeTheSchemaIsFoundEmpty() {
    race(emptinessCheck(), PostgresMigrationRaceTest::makeTheHistory);
  }

  /** The last one: those before it only inform. */
  private static int emptinessCheck() {
    List<String> sent = new ArrayList<>();
    try (TestDatabase database = PostgresTestDatabase.empty()) {
      migrate(InterruptedDataSource.over(source(database), sent::add));
    }
    int last = sent.size() - 1;
    while (!sent.get(last).contains(EMPTY)) {
      last--;
    }
    return last + 1;
  }

  /** Another works on the database just before a statement, the rest of this one follows. */
  private static void race(int at, Consumer<DataSource> another) {
    try (TestDatabase database = PostgresTestDatabase.empty()) {
      int[] sent = {0};
      DataSource interrupted =
          InterruptedDataSource.over(
              source(database),
              sql -> {
                if (++sent[0] == at) {
                  another.accept(source(database));
                }
              });
      assertThatCode(() -> migrate(interrupted))
          .as("another came before statement %s", at)
          .doesNotThrowAnyException();
      assertThat(sent[0]).isGreaterThanOrEqualTo(at);
      Migrations.run(source(database), Dialect.POSTGRESQL, false);
      assertThat(Sql.rows(database, TWICE)).isEmpty();
    }
  }

  private static void migrate(DataSource source) {
    Migrations.run(source, Dialect.POSTGRESQL, true);
  }

  /** Stops at the second lock: the first is for the history, each other for a migration. */
  private static void makeTheHistory(DataSource source) {
    int[] locks = {0};
    DataSource stopping =
        InterruptedDataSource.over(
            source,
            sql -> {
              if (sql.contains(LOCK) && ++locks[0] > 1) {
                throw new IllegalStateException("stopped");
              }
            });
    assertThatThrownBy(() -> migrate(stopping)).isInstanceOf(RuntimeException.class);
    assertThat(locks[0]).isGreaterThan(1);
  }

  private static DataSource source(TestDatabase database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.config().url());
    return source;
  }
}
