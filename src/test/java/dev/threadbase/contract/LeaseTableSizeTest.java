package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rows that are rewritten all day do not make their table grow. A renewal changes no column of an
 * index: there is room for it in the row's page, where PostgreSQL clears what is dead as it passes
 * by. An acquisition or its end changes the index of open leases and leaves four bytes behind,
 * until the next vacuum.
 */
class LeaseTableSizeTest {

  private static final int LEASES = 100;
  private static final int CLIENTS = 4;
  private static final int RENEWALS_IN_AN_HOUR = 360;
  private static final int CYCLES = 50;
  private static final int LINE_POINTERS_IN_A_PAGE = 291;
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final long PAGE = 8_192;

  /** A page a lease; without clearing, an hour of renewals would fill ten times as many. */
  private static final long LARGEST = LEASES;

  @Test
  void anHourOfRenewalsLeavesTheTableAsLargeAsItWas() throws Exception {
    try (PostgresTestDatabase database = PostgresTestDatabase.create()) {
      // Only what renewals do by themselves counts here.
      Sql.run(database, "ALTER TABLE turn_leases SET (autovacuum_enabled = false)");
      run(database, LeaseTableSizeTest::begun);
      run(database, LeaseTableSizeTest::renewed);
      List<Long> updates = updates(database);
      assertThat(updates.get(0)).isEqualTo(LEASES * RENEWALS_IN_AN_HOUR);
      assertThat(updates.get(1)).isGreaterThan(updates.get(0) * 95 / 100);
      assertThat(pages(database, "turn_leases")).isLessThanOrEqualTo(LARGEST);
      assertIndexesAreSmall(database);
    }
  }

  @Test
  void acquisitionsLeaveLittleAndNothingBehindAVacuum() throws Exception {
    try (PostgresTestDatabase database = PostgresTestDatabase.create()) {
      Sql.run(database, "ALTER TABLE turn_leases SET (autovacuum_enabled = false)");
      run(database, LeaseTableSizeTest::begun);
      long most = LARGEST + 2L * LEASES * CYCLES / LINE_POINTERS_IN_A_PAGE;
      run(database, LeaseTableSizeTest::cycled);
      assertThat(pages(database, "turn_leases")).isLessThanOrEqualTo(most);
      assertIndexesAreSmall(database);
      Sql.run(database, "VACUUM turn_leases");
      run(database, LeaseTableSizeTest::cycled);
      assertThat(pages(database, "turn_leases")).isLessThanOrEqualTo(most);
      assertIndexesAreSmall(database);
    }
  }

  /** What one of the clients does with the leases that are its own. */
  private interface Client {
    void work(Threadbase threadbase, int lease);
  }

  /** Closed at the end, so that the server counts what was done. */
  private static void run(PostgresTestDatabase database, Client client) {
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      Crowd.run(
          CLIENTS,
          number -> {
            for (int lease = number; lease < LEASES; lease += CLIENTS) {
              client.work(threadbase, lease);
            }
            return number;
          });
    }
  }

  private static void begun(Threadbase threadbase, int number) {
    threadbase.threads().createThread(ThreadMeta.builder(name(number)).build());
    acquired(threadbase, number);
  }

  private static void renewed(Threadbase threadbase, int number) {
    TurnLease lease = threadbase.leases().active(name(number)).orElseThrow();
    for (int beat = 0; beat < RENEWALS_IN_AN_HOUR; beat++) {
      lease = threadbase.leases().renew(lease).orElseThrow();
    }
  }

  private static void cycled(Threadbase threadbase, int number) {
    threadbase.leases().active(name(number)).ifPresent(threadbase.leases()::release);
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      threadbase.leases().release(acquired(threadbase, number));
    }
  }

  private static String name(int number) {
    return "thread-%036d".formatted(number);
  }

  private static TurnLease acquired(Threadbase threadbase, int number) {
    return ((Acquired) threadbase.leases().tryAcquire(name(number), "turn", "owner", TTL)).lease();
  }

  private static long pages(PostgresTestDatabase database, String relation) {
    return Sql.number(database, "SELECT pg_relation_size('" + relation + "')") / PAGE;
  }

  private static void assertIndexesAreSmall(PostgresTestDatabase database) {
    assertThat(pages(database, "turn_leases_pkey")).isLessThanOrEqualTo(10);
    assertThat(pages(database, "turn_leases_open")).isLessThanOrEqualTo(10);
  }

  /** How often a row was rewritten, and how often of that without touching an index. */
  private static List<Long> updates(PostgresTestDatabase database) throws Exception {
    String counted =
        "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'turn_leases'";
    // A server process counts in when it ends, a little after its client has left.
    Patience.until(
        "every renewal to be counted",
        () ->
            Long.parseLong(Sql.rows(database, counted).get(0).get(0))
                >= (long) LEASES * RENEWALS_IN_AN_HOUR);
    return Sql.rows(database, counted).get(0).stream().map(Long::valueOf).toList();
  }
}
