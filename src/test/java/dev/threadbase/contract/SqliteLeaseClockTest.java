package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** On SQLite leases end by the machine's clock, unless a test has another. */
class SqliteLeaseClockTest {

  private static final Duration TTL = Duration.ofSeconds(30);

  private static TurnLease acquired(Threadbase threadbase) {
    threadbase.threads().createThread(ThreadMeta.builder("a").build());
    return ((Acquired) threadbase.leases().tryAcquire("a", "t1", "me", TTL)).lease();
  }

  @Test
  void itIsTheMachinesClockWhateverThatOfTheEntriesIs() {
    SettableClock entries = new SettableClock(Instant.parse("2001-01-01T00:00:00Z"));
    try (SqliteTestDatabase database = SqliteTestDatabase.create();
        Threadbase threadbase = Threadbase.open(database.config().clock(entries))) {
      Instant before = Instant.now();
      TurnLease lease = acquired(threadbase);
      assertThat(lease.acquiredAt()).isBetween(before, Instant.now());
      entries.advance(TTL.multipliedBy(1_000));
      assertThat(threadbase.leases().active("a")).contains(lease);
    }
  }

  @Test
  void aTestMayBringItsOwn() {
    SettableClock clock = new SettableClock(Instant.parse("2001-01-01T00:00:00Z"));
    try (SqliteTestDatabase database = SqliteTestDatabase.create()) {
      ThreadbaseConfig config = database.config().leaseClock(clock);
      try (Threadbase threadbase = Threadbase.open(config)) {
        TurnLease lease = acquired(threadbase);
        assertThat(lease.acquiredAt()).isEqualTo(clock.instant());
        clock.advance(TTL.minusNanos(1));
        assertThat(threadbase.leases().active("a")).contains(lease);
        clock.advance(Duration.ofNanos(1));
        assertThat(threadbase.leases().active("a")).isEmpty();
      }
    }
  }
}
