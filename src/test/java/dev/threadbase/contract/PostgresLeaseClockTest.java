package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.Acquisition.Busy;
import dev.threadbase.lease.LeaseStatus.State;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On PostgreSQL leases end by the server's clock. Time passes here by moving the times in the rows
 * back.
 */
class PostgresLeaseClockTest {

  private static final Duration TTL = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private PostgresTestDatabase database;

  @BeforeEach
  void open() {
    database = PostgresTestDatabase.create();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Threadbase by(SettableClock clock) {
    return Threadbase.open(database.config().clock(clock));
  }

  private static SettableClock away(Duration from) {
    return new SettableClock(Instant.now().plus(from));
  }

  private void pass(Duration time) throws Exception {
    Sql.run(
        database,
        "UPDATE turn_leases SET acquired_at_ns = acquired_at_ns - %1$d, renewed_at_ns = renewed_at_ns - %1$d,"
                .formatted(time.toNanos())
            + " expires_at_ns = expires_at_ns - %d".formatted(time.toNanos()));
  }

  private Instant serverTime() {
    long micros =
        Sql.number(
            database, "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)");
    return Instant.EPOCH.plusNanos(micros * 1_000);
  }

  private static Acquisition ask(Threadbase client, String turnId) {
    return client.leases().tryAcquire("a", turnId, turnId, TTL);
  }

  /** A client whose clock is wrong in one way asks one whose clock is wrong in another. */
  private void assertEndsByTheServer(SettableClock holders, SettableClock others) throws Exception {
    try (Threadbase holder = by(holders);
        Threadbase other = by(others)) {
      holder.threads().createThread(ThreadMeta.builder("a").build());
      Instant before = serverTime();
      TurnLease lease = ((Acquired) ask(holder, "t1")).lease();
      assertThat(lease.acquiredAt()).isBetween(before.minusMillis(1), serverTime());
      assertThat(lease.ttl()).isEqualTo(TTL);
      assertThat(ask(other, "t2")).isEqualTo(new Busy(lease));
      assertThat(other.leases().active("a")).contains(lease);
      holders.advance(HOUR.multipliedBy(2));
      others.advance(HOUR.multipliedBy(-2));
      assertThat(ask(other, "t2")).isEqualTo(new Busy(lease));
      assertThat(ask(holder, "t2")).isEqualTo(new Busy(lease));
      assertThat(other.turns().recoverAll()).isEmpty();
      TurnLease renewed = holder.leases().renew(lease).orElseThrow();
      assertThat(renewed.renewedAt()).isBetween(lease.renewedAt(), serverTime());
      pass(TTL);
      assertThat(other.leases().status("a").orElseThrow().state()).isEqualTo(State.EXPIRED);
      assertThat(holder.leases().active("a")).isEmpty();
      TurnLease second = ((Acquired) ask(other, "t2")).lease();
      assertThat(second.token()).isEqualTo(lease.token() + 1);
      assertThat(second.acquiredAt()).isBetween(before, serverTime());
      assertThat(holder.leases().renew(renewed)).isEmpty();
      holder.threads().deleteThread("a", DeleteOptions.DEFAULT.force());
    }
  }

  @Test
  void clocksOfClientsThatAreWrongOrJumpChangeNothing() throws Exception {
    for (Duration holder : List.of(HOUR, HOUR.negated(), Duration.ZERO)) {
      for (Duration other : List.of(HOUR, HOUR.negated())) {
        assertEndsByTheServer(away(holder), away(other));
      }
    }
  }

  @Test
  void turnsAreRecoveredByTheServersClockAndDatedByTheClients() throws Exception {
    SettableClock ahead = away(HOUR);
    try (Threadbase client = by(ahead)) {
      client.threads().createThread(ThreadMeta.builder("a").build());
      Turn turn = client.turns().start(TurnStart.of("a", "t1", "me").lasting(TTL));
      assertThat(turn.started().createdAt()).isEqualTo(ahead.instant());
      ahead.advance(HOUR);
      assertThat(client.turns().recover("a")).isEmpty();
      pass(TTL);
      assertThat(client.turns().recover("a")).hasSize(1);
      Turn second = client.turns().start(TurnStart.of("a", "t2", "me").lasting(TTL));
      client.turns().finish(second.lease(), TurnEnd.COMPLETED);
    }
  }

  @Test
  void timeZonesChangeNothing() throws Exception {
    TimeZone usual = TimeZone.getDefault();
    try {
      for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertEndsByTheServer(away(Duration.ZERO), away(Duration.ZERO));
      }
    } finally {
      TimeZone.setDefault(usual);
    }
  }
}
