package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.OpeningProcess;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SchemaText;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bringing a schema up to date, and refusing one that cannot be used. */
abstract class MigrationContract {

  private static final int MIGRATIONS = 13;

  TestDatabase database;

  abstract TestDatabase create();

  @BeforeEach
  void start() {
    database = create();
  }

  @AfterEach
  void end() {
    database.close();
  }

  private void open() {
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      ThreadMeta made = threadbase.threads().createThread(ThreadMeta.builder().build());
      threadbase.threads().appendMessage(made.id(), null, Message.user("hi"));
      threadbase.threads().deleteThread(made.id());
    }
  }

  private long applied() {
    return Sql.number(
        database,
        "SELECT COUNT(*) FROM threadbase_schema_history WHERE version IS NOT NULL AND success");
  }

  private List<List<String>> history() {
    return Sql.rows(database, "SELECT * FROM threadbase_schema_history ORDER BY installed_rank");
  }

  private void migrateTo(String version) {
    String folder = database.isPostgres() ? "postgresql" : "sqlite";
    Flyway.configure()
        .dataSource(database.config().url(), null, null)
        .locations("classpath:db/migrations/common", "classpath:db/migrations/" + folder)
        .table("threadbase_schema_history")
        .placeholderReplacement(false)
        .target(version)
        .load()
        .migrate();
  }

  @Test
  void anEmptyDatabaseBecomesOneThatIsUpToDate() {
    open();
    assertThat(applied()).isEqualTo(MIGRATIONS);
  }

  @Test
  void openingAgainMigratesNothing() {
    open();
    List<List<String>> history = history();
    List<String> schema = SchemaText.of(database);
    open();
    assertThat(history()).isEqualTo(history);
    assertThat(SchemaText.of(database)).isEqualTo(schema);
  }

  @Test
  void anOldSchemaIsBroughtUpToDate() {
    migrateTo("2");
    assertThat(applied()).isEqualTo(2);
    open();
    assertThat(applied()).isEqualTo(MIGRATIONS);
  }

  @Test
  void fourProcessesAtOnceMigrateOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        processes.add(OpeningProcess.start(database.config().url()));
      }
      for (Process process : processes) {
        assertThat(process.getInputStream().read()).isEqualTo('r');
      }
      for (Process process : processes) {
        process.getOutputStream().write('g');
        process.getOutputStream().flush();
      }
      for (Process process : processes) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("exit code").isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    assertThat(applied()).isEqualTo(MIGRATIONS);
    open();
  }

  @Test
  void afterAFailedMigrationTheNextOneWorks() throws SQLException {
    migrateTo("2");
    List<String> before = SchemaText.of(database);
    Sql.run(database, "CREATE TABLE sources_by_thread (in_the_way INTEGER NOT NULL PRIMARY KEY)");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("migrating the database failed");
    assertThat(applied()).isEqualTo(2);
    Sql.run(database, "DROP TABLE sources_by_thread");
    assertThat(SchemaText.of(database)).isEqualTo(before);
    open();
    assertThat(applied()).isEqualTo(MIGRATIONS);
  }

  @Test
  void aDatabaseOfANewerVersionIsRefusedAndLeftAlone() throws SQLException {
    open();
    Sql.run(
        database,
        """
        INSERT INTO threadbase_schema_history (installed_rank, version, description, type, script, checksum,
                                           installed_by, execution_time, success)
        VALUES (99, '999', 'future', 'SQL', 'V999__future.sql', 1, 'somebody', 1, TRUE)
        """);
    List<List<String>> history = history();
    for (ThreadbaseConfig config :
        List.of(database.config(), database.config().withoutMigration())) {
      assertThatThrownBy(() -> Threadbase.open(config))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("migration 999")
          .hasMessageContaining("does not know");
    }
    assertThat(history()).isEqualTo(history);
  }

  @Test
  void aMigrationThatIsNotTheOneThatRanIsRefused() throws SQLException {
    open();
    Sql.run(database, "UPDATE threadbase_schema_history SET checksum = 1 WHERE version = '001'");
    assertThatThrownBy(this::open).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void withoutMigrationAnOldSchemaIsRefusedAndLeftAlone() {
    migrateTo("2");
    ThreadbaseConfig config = database.config().withoutMigration();
    assertThatThrownBy(() -> Threadbase.open(config))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("lacks " + (MIGRATIONS - 2) + " migrations");
    assertThat(applied()).isEqualTo(2);
    open();
    Threadbase.open(config).close();
  }
}

class SqliteMigrationTest extends MigrationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.empty();
  }
}

class PostgresMigrationTest extends MigrationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.empty();
  }
}
