package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Leases whose row somebody else has locked, which only PostgreSQL lets happen for one alone. */
class PostgresLeaseLockTest extends Contract {

  private static final Duration TTL = Duration.ofMillis(600);

  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }

  private TurnLease acquire(String threadId) {
    Acquisition outcome = threadbase.leases().tryAcquire(threadId, "t1", "me", TTL);
    return ((Acquisition.Acquired) outcome).lease();
  }

  private static void lock(Connection connection, String threadId) throws Exception {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT 1 FROM turn_leases WHERE thread_id = '" + threadId + "' FOR UPDATE");
    }
  }

  @Test
  void oneThatIsLockedLeavesTheOthersRenewed() throws Exception {
    begin("locked");
    begin("other");
    KeptLease locked = threadbase.leaseKeeper().keep(acquire("locked"));
    try (KeptLease other = threadbase.leaseKeeper().keep(acquire("other"));
        Connection connection = database.connect()) {
      lock(connection, "locked");
      Patience.until("overdue", () -> locked.state() == KeptLease.State.OVERDUE);
      TurnLease before = other.lease();
      Patience.until("a renewal", () -> !other.lease().equals(before));
      assertThat(threadbase.leases().active("other")).isPresent();
      connection.rollback();
      Patience.until("held again", () -> locked.state() == KeptLease.State.HELD);
    }
    locked.close();
  }

  @Test
  void oneThatHadToBeWaitedForIsAcquiredForItsWholeTtl() throws Exception {
    begin("a");
    threadbase.leases().release(acquire("a"));
    try (Connection connection = database.connect()) {
      lock(connection, "a");
      CompletableFuture<TurnLease> acquiring = CompletableFuture.supplyAsync(() -> acquire("a"));
      Patience.until("the wait for the row", this::somebodyWaits);
      String clock = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000000 AS BIGINT)";
      long now;
      try (Statement statement = connection.createStatement();
          var row = statement.executeQuery(clock)) {
        row.next();
        now = row.getLong(1);
      }
      connection.rollback();
      TurnLease lease = acquiring.get(Patience.SECONDS, TimeUnit.SECONDS);
      assertThat(lease.ttl()).isEqualTo(TTL);
      Instant unlocked = Instant.ofEpochSecond(0, now);
      assertThat(lease.expiresAt()).isAfterOrEqualTo(unlocked.plus(TTL));
    }
  }

  private boolean somebodyWaits() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
      return row.next() && row.getInt(1) > 0;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
