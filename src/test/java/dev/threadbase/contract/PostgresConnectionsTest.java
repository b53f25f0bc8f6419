package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections of a caller's pool, of a URL that is wrong, and of a database that is closed. */
class PostgresConnectionsTest {

  @Test
  void aPoolThatCommitsNothingByItselfLosesNothing() {
    try (TestDatabase database = PostgresTestDatabase.create()) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(database.config().url());
      config.setAutoCommit(false);
      try (HikariDataSource pool = new HikariDataSource(config);
          Threadbase threadbase = Threadbase.open(pool)) {
        threadbase.threads().createThread(ThreadMeta.builder("t").build());
        threadbase.threads().appendMessage("t", null, Message.user("kept"));
      }
      try (Threadbase again = Threadbase.open(database.config())) {
        assertThat(again.threads().path("t")).hasSize(1);
      }
    }
  }

  @Test
  void aUrlThatCannotBeReadIsNotQuoted() {
    ThreadbaseConfig config =
        ThreadbaseConfig.of("jdbc:postgresql://localhost:port/x?password=s3cret");
    assertThatThrownBy(() -> Threadbase.open(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the PostgreSQL URL cannot be read")
        .hasNoCause();
  }

  @Test
  void closingWaitsForWhatIsUnderWay() throws Exception {
    try (TestDatabase database = PostgresTestDatabase.create()) {
      Threadbase threadbase = Threadbase.open(database.config());
      threadbase.threads().createThread(ThreadMeta.builder("t").build());
      try (Connection other = database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("SELECT * FROM threads FOR UPDATE");
        CompletableFuture<Entry> append =
            CompletableFuture.supplyAsync(
                () -> threadbase.threads().appendMessage("t", null, Message.user("waits")));
        waitUntilBlocked(database);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(threadbase::close);
        other.commit();
        assertThat(append.get(20, TimeUnit.SECONDS).threadId()).isEqualTo("t");
        closing.get(20, TimeUnit.SECONDS);
      }
      assertThatThrownBy(() -> threadbase.threads().thread("t"))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("closed");
      threadbase.close();
    }
  }

  private static void waitUntilBlocked(TestDatabase database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      String waiting =
          "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
              + " current_database()";
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      boolean blocked = false;
      while (!blocked) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        try (var rows = statement.executeQuery(waiting)) {
          rows.next();
          blocked = rows.getInt(1) > 0;
        }
      }
    }
  }
}
