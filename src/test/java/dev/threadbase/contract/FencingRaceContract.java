package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes of a turn at the very moment in which it loses its lease. */
abstract class FencingRaceContract extends Contract {

  private static final int ROUNDS = 60;
  private static final int WRITERS = 4;
  private static final Duration TTL = Duration.ofMinutes(5);

  private TurnLease acquire(String turnId) {
    Acquisition outcome = threadbase.leases().tryAcquire("a", turnId, "owner", TTL);
    return ((Acquisition.Acquired) outcome).lease();
  }

  /** Appends until the lease is lost; returns how often it could. */
  private int writeOn(TurnLease lease) {
    AppendOptions options = AppendOptions.DEFAULT.under(lease);
    NewEntry entry = NewEntry.message(Message.user("more")).inTurn(lease.turnId());
    int written = 0;
    try {
      while (true) {
        threads.append("a", entry, options);
        written++;
      }
    } catch (LeaseLost lost) {
      return written;
    }
  }

  /** Takes the lease away once its holder is writing, and writes. */
  private int takeOver(TurnLease from, String turnId) {
    Entry leaf = threads.append("a", saying("mark-" + turnId), AppendOptions.DEFAULT.under(from));
    threadbase.leases().breakLease("a", "test", "takeover");
    TurnLease lease = acquire(turnId);
    AppendOptions options = AppendOptions.DEFAULT.under(lease);
    NewEntry entry = NewEntry.message(Message.user("first")).inTurn(lease.turnId());
    assertThat(threads.append("a", entry, options).ordinal()).isGreaterThan(leaf.ordinal());
    threadbase.leases().release(lease);
    return 1;
  }

  @Test
  void nothingOfTheOldTurnStandsBehindTheNewOne() {
    begin("a");
    for (int round = 0; round < ROUNDS; round++) {
      TurnLease old = acquire("old-" + round);
      String next = "new-" + round;
      Crowd.run(WRITERS + 1, number -> number == WRITERS ? takeOver(old, next) : writeOn(old));
      List<Entry> path = threads.path("a");
      assertThat(path.get(path.size() - 1).turnId()).isEqualTo(next);
    }
  }
}

class SqliteFencingRaceTest extends FencingRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresFencingRaceTest extends FencingRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
