package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

/** What is sent to SQLite for a lease, between the beginning and the end of its transaction. */
class SqliteLeaseStatementsTest {

  private static final Duration TTL = Duration.ofMinutes(1);

  private final RecordingDataSource recording = new RecordingDataSource();
  private final LeaseStatements leases =
      new LeaseStatements(Dialect.SQLITE, LeaseClock.of(Dialect.SQLITE, null));
  private SqliteTestDatabase database;
  private Threadbase threadbase;
  private Handle handle;

  @BeforeEach
  void open() {
    database = SqliteTestDatabase.create();
    threadbase = Threadbase.open(database.config());
    threadbase.threads().createThread(ThreadMeta.builder("a").build());
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(database.config().url());
    handle = Database.configured(Jdbi.create(recording.over(source)), Dialect.SQLITE).open();
  }

  @AfterEach
  void close() {
    handle.close();
    threadbase.close();
    database.close();
  }

  private int sentFor(Supplier<?> work) {
    recording.take();
    assertThat(work.get()).isNotNull();
    return recording.take().size();
  }

  private TurnLease acquired() {
    var request = new LeaseStatements.Request("a", "t", "me", TTL, null, null);
    return leases.acquire(handle, request).orElseThrow().lease();
  }

  @Test
  void acquiringRenewingAndGivingBackAreOneStatementEach() throws Exception {
    assertThat(sentFor(this::acquired)).as("never leased").isEqualTo(1);
    Sql.run(database, "UPDATE turn_leases SET held = 0");
    assertThat(sentFor(this::acquired)).as("free").isEqualTo(1);
    Sql.run(database, "UPDATE turn_leases SET expires_at_ns = 1");
    assertThat(sentFor(this::acquired)).as("expired").isEqualTo(1);
    Sql.run(database, "UPDATE turn_leases SET expires_at_ns = 1");
    TurnLease lease = acquired();
    assertThat(lease.token()).isEqualTo(4);
    assertThat(sentFor(() -> leases.renew(handle, lease).orElseThrow())).isEqualTo(1);
    assertThat(sentFor(() -> assertThat(leases.release(handle, lease)).isTrue())).isEqualTo(1);
  }

  /** The number changes when another connection has committed a change, and only then. */
  private static List<List<String>> version(Connection connection) throws Exception {
    return Sql.rows(connection, "PRAGMA data_version");
  }

  @Test
  void whoeverWaitsWritesNothingButThatItIsNext() throws Exception {
    TurnLease lease = acquired();
    Set<List<List<String>>> versions = new HashSet<>();
    try (Connection watching = database.connect()) {
      versions.add(version(watching));
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(
                          () ->
                              threadbase
                                  .leases()
                                  .acquire("a", "t2", "you", TTL, Duration.ofMillis(1_500)))
                      .isInstanceOf(ActiveTurn.class));
      Patience.until(
          "the end of the wait",
          () -> {
            versions.add(version(watching));
            return waiting.isDone();
          });
      waiting.get(Patience.SECONDS, TimeUnit.SECONDS);
    }
    // Noted at the first look, again after each half of a second, and struck out at the end.
    assertThat(versions.size() - 1).isBetween(2, 5);
    assertThat(leases.release(handle, lease)).isTrue();
  }
}
