package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.Acquisition.Busy;
import dev.threadbase.lease.LeaseStatus.State;
import dev.threadbase.lease.ReferenceLeases;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The four lease calls of the reference, with the meanings of its relational store. */
abstract class ReferenceLeaseContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant MORNING = NOON.minus(Duration.ofHours(4));
  static final Duration TTL = Duration.ofSeconds(30);

  final SettableClock clock = new SettableClock(NOON);

  private ReferenceLeases leases;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @BeforeEach
  void fill() {
    begin("a");
    leases = threadbase.leases().reference();
  }

  private void assertHeldBy(String turnId, String ownerId) {
    TurnLease held = leases.activeTurnLease("a").orElseThrow();
    assertThat(held.turnId()).isEqualTo(turnId);
    assertThat(held.ownerId()).isEqualTo(ownerId);
  }

  @Test
  void acquireOfAThreadThatDoesNotExistFindsNone() {
    for (String id : new String[] {"b", "", " "}) {
      assertThatThrownBy(() -> leases.acquireTurnLease(id, "t1", "me", null))
          .isInstanceOf(ThreadNotFound.class);
    }
  }

  @Test
  void acquireOfALeaseThatIsHeldIsRefusedAndNamesTheHolder() {
    leases.acquireTurnLease("a", "t1", "me", null);
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> leases.acquireTurnLease("a", "t2", "you", null))
        .isInstanceOfSatisfying(
            ActiveTurn.class,
            refused -> {
              assertThat(refused.turnId()).isEqualTo("t1");
              assertThat(refused.ownerId()).isEqualTo("me");
            });
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void acquireBySameOwnerAndTurnIsRefusedToo() {
    leases.acquireTurnLease("a", "t1", "me", null);
    assertThatThrownBy(() -> leases.acquireTurnLease("a", "t1", "me", null))
        .isInstanceOf(ActiveTurn.class);
  }

  @Test
  void aLeaseWithEmptyTurnIsHeldLikeAnyOther() {
    TurnLease lease = leases.acquireTurnLease("a", "", "", null);
    assertThat(lease.turnId()).isEmpty();
    assertThat(lease.ownerId()).isEmpty();
    assertThatThrownBy(() -> leases.acquireTurnLease("a", "t1", "me", null))
        .isInstanceOf(ActiveTurn.class);
    assertThat(leases.activeTurnLease("a")).contains(lease);
    leases.releaseTurnLease("a", "", "");
    assertThat(leases.activeTurnLease("a")).isEmpty();
  }

  @Test
  void itBeginsWhenItIsToldToOrNow() {
    assertThat(leases.acquireTurnLease("a", "t1", "me", null).acquiredAt()).isEqualTo(NOON);
    leases.releaseTurnLease("a", "t1", "me");
    TurnLease told = leases.acquireTurnLease("a", "t2", "me", MORNING);
    assertThat(told.acquiredAt()).isEqualTo(MORNING);
    assertThat(told.renewedAt()).isEqualTo(NOON);
    assertThat(told.expiresAt()).isNull();
    assertThat(leases.activeTurnLease("a")).contains(told);
  }

  @Test
  void releaseWorksForOwnerAndTurnTogetherOnly() {
    leases.acquireTurnLease("a", "t1", "me", null);
    var before = EveryRow.of(database);
    leases.releaseTurnLease("a", "t1", "you");
    leases.releaseTurnLease("a", "t2", "me");
    leases.releaseTurnLease("a", "me", "t1");
    leases.releaseTurnLease("a", "", "");
    assertThat(EveryRow.of(database)).isEqualTo(before);
    leases.releaseTurnLease("a", "t1", "me");
    assertThat(leases.activeTurnLease("a")).isEmpty();
  }

  @Test
  void releaseOfWhatIsNotThereDoesNothing() {
    var before = EveryRow.of(database);
    leases.releaseTurnLease("nobody", "t1", "me");
    leases.releaseTurnLease("a", "t1", "me");
    assertThat(EveryRow.of(database)).isEqualTo(before);
    leases.acquireTurnLease("a", "t1", "me", null);
    leases.releaseTurnLease("a", "t1", "me");
    leases.releaseTurnLease("a", "t1", "me");
    assertThat(leases.acquireTurnLease("a", "t2", "you", null).token()).isEqualTo(2);
  }

  @Test
  void activeOfAThreadThatDoesNotExistFindsNone() {
    assertThatThrownBy(() -> leases.activeTurnLease("b")).isInstanceOf(ThreadNotFound.class);
    assertThat(leases.activeTurnLease("a")).isEmpty();
  }

  @Test
  void clearTakesWhatBeganBeforeTheCutoffAndNotAtIt() {
    TurnLease lease = leases.acquireTurnLease("a", "t1", "me", MORNING);
    assertThat(leases.clearExpiredTurnLease("a", MORNING.minusNanos(1))).isEmpty();
    assertThat(leases.clearExpiredTurnLease("a", MORNING)).isEmpty();
    assertHeldBy("t1", "me");
    assertThat(leases.clearExpiredTurnLease("a", MORNING.plusNanos(1))).contains(lease);
    assertThat(leases.activeTurnLease("a")).isEmpty();
    assertThat(leases.clearExpiredTurnLease("a", NOON)).isEmpty();
    assertThat(leases.acquireTurnLease("a", "t2", "you", null).token())
        .isGreaterThan(lease.token());
  }

  @Test
  void clearAsksForNoOwner() {
    leases.acquireTurnLease("a", "t1", "me", MORNING);
    assertThat(leases.clearExpiredTurnLease("a", NOON))
        .hasValueSatisfying(cleared -> assertThat(cleared.ownerId()).isEqualTo("me"));
  }

  @Test
  void clearWithoutCutoffClearsNothingAndAsksNothing() {
    assertThat(leases.clearExpiredTurnLease("nobody", null)).isEmpty();
    leases.acquireTurnLease("a", "t1", "me", MORNING);
    assertThat(leases.clearExpiredTurnLease("a", null)).isEmpty();
    assertHeldBy("t1", "me");
  }

  @Test
  void clearOfAThreadThatDoesNotExistFindsNone() {
    assertThatThrownBy(() -> leases.clearExpiredTurnLease("b", NOON))
        .isInstanceOf(ThreadNotFound.class);
    assertThat(leases.clearExpiredTurnLease("a", NOON)).isEmpty();
  }

  @Test
  void itIsNeverTakenOverByTime() {
    TurnLease lease = leases.acquireTurnLease("a", "t1", "me", MORNING);
    clock.advance(Duration.ofDays(1_000));
    assertThat(threadbase.leases().active("a")).contains(lease);
    assertThat(threadbase.leases().status("a").orElseThrow().state()).isEqualTo(State.HELD);
    assertThat(threadbase.leases().tryAcquire("a", "t2", "you", TTL)).isEqualTo(new Busy(lease));
    assertThatThrownBy(() -> leases.acquireTurnLease("a", "t2", "you", null))
        .isInstanceOf(ActiveTurn.class);
    assertThat(threadbase.turns().recover("a")).isEmpty();
    assertThat(threadbase.turns().recoverAll()).isEmpty();
    assertHeldBy("t1", "me");
  }

  @Test
  void itIsRenewedGivenBackAndBrokenLikeAnyOther() {
    TurnLease lease = leases.acquireTurnLease("a", "t1", "me", MORNING);
    Instant later = clock.advance(TTL);
    TurnLease renewed = threadbase.leases().renew(lease).orElseThrow();
    assertThat(renewed.renewedAt()).isEqualTo(later);
    assertThat(renewed.expiresAt()).isNull();
    assertThat(threadbase.leases().breakLease("a", "operator", "stuck"))
        .hasValueSatisfying(broken -> assertThat(broken.lease()).isEqualTo(renewed));
    TurnLease second = leases.acquireTurnLease("a", "t1", "me", MORNING);
    assertThat(threadbase.leases().release(lease)).isFalse();
    assertThat(threadbase.leases().release(second)).isTrue();
    assertThat(leases.activeTurnLease("a")).isEmpty();
  }

  @Test
  void aLeaseWithAnEndIsSeenReleasedAndClearedHereToo() {
    TurnLease lease = ((Acquired) threadbase.leases().tryAcquire("a", "t1", "me", TTL)).lease();
    assertThat(leases.activeTurnLease("a")).contains(lease);
    assertThatThrownBy(() -> leases.acquireTurnLease("a", "t2", "you", null))
        .isInstanceOf(ActiveTurn.class);
    clock.advance(TTL);
    assertThat(leases.activeTurnLease("a")).contains(lease);
    assertThat(leases.clearExpiredTurnLease("a", clock.instant())).contains(lease);
    assertThat(threadbase.leases().renew(lease)).isEmpty();
    threadbase.leases().tryAcquire("a", "t3", "me", TTL);
    leases.releaseTurnLease("a", "t3", "me");
    assertThat(leases.activeTurnLease("a")).isEmpty();
  }

  @Test
  void aLeaseWhoseEndHasPassedIsTakenOver() {
    TurnLease lease = ((Acquired) threadbase.leases().tryAcquire("a", "t1", "me", TTL)).lease();
    clock.advance(TTL);
    TurnLease second = leases.acquireTurnLease("a", "t2", "you", null);
    assertThat(second.token()).isEqualTo(lease.token() + 1);
    assertThat(threadbase.leases().renew(lease)).isEmpty();
  }

  @Test
  void anotherProcessSeesWhoHoldsItAndIsRefused() {
    TurnLease lease = leases.acquireTurnLease("a", "t1", "me", null);
    try (Threadbase elsewhere = Threadbase.open(configure(database.config()))) {
      ReferenceLeases same = elsewhere.leases().reference();
      assertThat(same.activeTurnLease("a")).contains(lease);
      assertThatThrownBy(() -> same.acquireTurnLease("a", "t1", "me", null))
          .isInstanceOf(ActiveTurn.class);
      same.releaseTurnLease("a", "t1", "me");
      assertThat(same.acquireTurnLease("a", "t2", "you", null).token()).isEqualTo(2);
    }
    assertHeldBy("t2", "you");
  }

  @Test
  void idsThatLookAlikeHaveLeasesOfTheirOwn() {
    List<String> ids = List.of("x/y", "x_y", "x%2Fy", "X/Y", "x/y ");
    for (String id : ids) {
      begin(id);
      leases.acquireTurnLease(id, "turn of " + id, "me", null);
    }
    leases.releaseTurnLease("x/y", "turn of x/y", "me");
    assertThat(leases.activeTurnLease("x/y")).isEmpty();
    for (String id : ids.subList(1, ids.size())) {
      assertThat(leases.activeTurnLease(id).orElseThrow().turnId()).isEqualTo("turn of " + id);
    }
  }

  @Test
  void releasingAndClearingLetWaitersIn() throws Exception {
    leases.acquireTurnLease("a", "t1", "me", MORNING);
    assertFollows("t2", () -> leases.releaseTurnLease("a", "t1", "me"));
    leases.releaseTurnLease("a", "t2", "waiting");
    leases.acquireTurnLease("a", "t3", "me", MORNING);
    assertFollows("t4", () -> leases.clearExpiredTurnLease("a", NOON));
  }

  /** Somebody who waits gets the lease by this, and by nothing else. */
  private void assertFollows(String turnId, Runnable freeing) throws Exception {
    Duration patience = Duration.ofSeconds(Patience.SECONDS);
    FutureTask<TurnLease> waiting =
        new FutureTask<>(() -> threadbase.leases().acquire("a", turnId, "waiting", TTL, patience));
    Thread waiter = new Thread(waiting);
    waiter.start();
    String noted = "SELECT COUNT(*) FROM turn_leases WHERE waiter_id IS NOT NULL";
    Patience.until("a waiter", () -> Sql.number(database, noted) == 1);
    assertThat(waiting.isDone()).isFalse();
    freeing.run();
    assertThat(waiting.get(Patience.SECONDS, TimeUnit.SECONDS).turnId()).isEqualTo(turnId);
  }
}

class SqliteReferenceLeaseTest extends ReferenceLeaseContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresReferenceLeaseTest extends ReferenceLeaseContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
