package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.DeleteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thread that somebody holds is not deleted under its holder's feet. */
abstract class LeasedDeletionContract extends Contract {

  private static final Duration TTL = Duration.ofSeconds(30);
  private static final int ROUNDS = 20;

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  private TurnLease acquired(String threadId) {
    return ((Acquired) threadbase.leases().tryAcquire(threadId, "t1", "me", TTL)).lease();
  }

  private void assertOnlyIsLeft(String threadId) {
    for (String table : List.of("threads", "turn_leases", "lease_breaks")) {
      assertThat(Sql.rows(database, "SELECT DISTINCT thread_id FROM " + table))
          .as(table)
          .containsExactly(List.of(threadId));
    }
  }

  @Test
  void isRefusedWhileTheLeaseIsHeld() {
    begin("a");
    say("a", "one");
    acquired("a");
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> threads.deleteThread("a"))
        .isInstanceOfSatisfying(
            ActiveTurn.class,
            refused -> {
              assertThat(refused.turnId()).isEqualTo("t1");
              assertThat(refused.ownerId()).isEqualTo("me");
            });
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void worksUnderTheOwnLeaseWhenForcedAndWhenNobodyHoldsIt() {
    for (String id : List.of("own", "forced", "expired", "free", "broken")) {
      begin(id);
    }
    TurnLease own = acquired("own");
    acquired("forced");
    acquired("broken");
    threadbase.leases().release(acquired("free"));
    threadbase.leases().breakLease("broken", "operator", "stuck");
    threads.deleteThread("own", DeleteOptions.DEFAULT.under(own));
    threads.deleteThread("forced", DeleteOptions.DEFAULT.force());
    threads.deleteThread("free");
    threads.deleteThread("broken");
    acquired("expired");
    clock.advance(TTL);
    threads.deleteThread("expired");
    assertThat(EveryRow.of(database).values()).allMatch(List::isEmpty);
  }

  @Test
  void aLeaseThatIsLostDeletesNothingEvenWhenForced() {
    begin("a");
    TurnLease lost = acquired("a");
    threadbase.leases().release(lost);
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> threads.deleteThread("a", DeleteOptions.DEFAULT.under(lost).force()))
        .isInstanceOf(LeaseLost.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void leaseAndBreaksGoWithTheThreadAndWithNoOther() {
    for (String id : List.of("a", "b")) {
      begin(id);
      acquired(id);
      threadbase.leases().breakLease(id, "operator", "stuck");
      acquired(id);
    }
    threads.deleteThread("a", DeleteOptions.DEFAULT.force());
    assertOnlyIsLeft("b");
    begin("a");
    assertThat(threadbase.leases().status("a")).isEmpty();
    assertThat(threadbase.leases().breaks("a")).isEmpty();
    assertThat(acquired("a").token()).isEqualTo(1);
  }

  @Test
  void whoeverComesFirstOfAnAcquisitionAndADeletionWins() {
    for (int round = 0; round < ROUNDS; round++) {
      begin("a");
      List<Boolean> won = Crowd.run(2, member -> member == 0 ? deletes() : acquires());
      assertThat(won).containsOnlyOnce(true);
      if (threads.findThread("a").isPresent()) {
        threads.deleteThread("a", DeleteOptions.DEFAULT.force());
      }
      assertThat(EveryRow.of(database).values()).allMatch(List::isEmpty);
    }
  }

  private boolean deletes() {
    try {
      threads.deleteThread("a");
      return true;
    } catch (ActiveTurn refused) {
      return false;
    }
  }

  private boolean acquires() {
    try {
      acquired("a");
      return true;
    } catch (ThreadNotFound gone) {
      return false;
    }
  }
}

class SqliteLeasedDeletionTest extends LeasedDeletionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeasedDeletionTest extends LeasedDeletionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
