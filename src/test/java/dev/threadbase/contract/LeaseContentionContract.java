package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Leases while their own turns leave them no peace. */
abstract class LeaseContentionContract extends Contract {

  private static final int WRITERS = 8;
  private static final int RENEWALS = 20;
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private TurnLease acquire(String threadId) {
    Acquisition outcome = threadbase.leases().tryAcquire(threadId, "t1", "me", TTL);
    return ((Acquisition.Acquired) outcome).lease();
  }

  private int writeOn(TurnLease lease, AtomicInteger written) {
    AppendOptions options = AppendOptions.DEFAULT.under(lease);
    NewEntry entry = NewEntry.message(Message.user("more"));
    try {
      while (true) {
        threads.append("a", entry, options);
        written.incrementAndGet();
      }
    } catch (LeaseLost broken) {
      return 0;
    }
  }

  /** Renews again and again, then breaks the lease; returns the longest of all these calls. */
  private long disturb(TurnLease lease, AtomicInteger written) throws Exception {
    Patience.until("writers", () -> written.get() > WRITERS);
    TurnLeases leases = threadbase.leases();
    long longest = 0;
    for (int i = 0; i <= RENEWALS; i++) {
      long began = System.nanoTime();
      if (i < RENEWALS) {
        assertThat(leases.renew(lease)).isPresent();
      } else {
        assertThat(leases.breakLease("a", "test", "enough")).isPresent();
      }
      longest = Math.max(longest, System.nanoTime() - began);
    }
    return longest;
  }

  @Test
  void writersOfATurnHoldUpNeitherItsRenewalNorTheEndOfIt() {
    begin("a");
    TurnLease lease = acquire("a");
    AtomicInteger written = new AtomicInteger();
    List<Long> longest =
        Crowd.run(
            WRITERS + 1,
            number ->
                number == WRITERS
                    ? disturb(lease, written)
                    : Long.valueOf(writeOn(lease, written)));
    assertThat(longest.get(WRITERS)).isBetween(1L, LONGEST.toNanos());
    assertThat(threads.thread("a").entryCount()).isEqualTo(written.get());
  }

  @Test
  void aTurnThatIsFinishedLosesNothingWhenTheNextBegins() throws Exception {
    begin("a");
    List<TurnLease> lost = new CopyOnWriteArrayList<>();
    Duration ttl = Duration.ofMillis(200);
    for (int i = 0; i < 10; i++) {
      TurnStart start = TurnStart.of("a", "t" + i, "me").lasting(ttl);
      Turn turn = threadbase.turns().start(start, LONGEST);
      KeptLease kept = threadbase.leaseKeeper().keep(turn.lease(), lost::add);
      threadbase.turns().finish(kept.lease(), TurnEnd.COMPLETED);
      Turn next = threadbase.turns().start(TurnStart.of("a", "next" + i, "you"));
      Patience.until("the end", () -> kept.state() == KeptLease.State.RELEASED);
      threadbase.turns().finish(next.lease(), TurnEnd.COMPLETED);
    }
    assertThat(lost).isEmpty();
  }
}

class SqliteLeaseContentionTest extends LeaseContentionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeaseContentionTest extends LeaseContentionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
