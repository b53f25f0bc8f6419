package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.LeaseStatus.State;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.DeleteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A lease from its acquisition to its end. */
abstract class TurnLeaseContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration TTL = Duration.ofSeconds(30);

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  private TurnLease acquired(String turnId, String ownerId) {
    Acquisition outcome = threadbase.leases().tryAcquire("a", turnId, ownerId, TTL);
    assertThat(outcome).isInstanceOf(Acquisition.Acquired.class);
    return ((Acquisition.Acquired) outcome).lease();
  }

  private TurnLease inTheWay(String turnId, String ownerId) {
    Acquisition outcome = threadbase.leases().tryAcquire("a", turnId, ownerId, TTL);
    assertThat(outcome).isInstanceOf(Acquisition.Busy.class);
    return ((Acquisition.Busy) outcome).holder();
  }

  @Test
  void aFreeLeaseIsTakenAtOnce() {
    String session = begin("a").sessionId();
    TurnLease lease = acquired("t1", "me");
    assertThat(lease)
        .isEqualTo(new TurnLease("a", session, "t1", "me", 1, NOON, NOON, NOON.plus(TTL)));
    assertThat(threadbase.leases().active("a")).contains(lease);
    assertThat(lease.ttl()).isEqualTo(TTL);
  }

  @Test
  void aHeldLeaseIsInTheWayOfEverybodyItsHolderIncluded() {
    begin("a");
    TurnLease lease = acquired("t1", "me");
    assertThat(inTheWay("t2", "you")).isEqualTo(lease);
    assertThat(inTheWay("t2", "me")).isEqualTo(lease);
    assertThat(inTheWay("t1", "me")).isEqualTo(lease);
    assertThat(threadbase.leases().active("a")).contains(lease);
  }

  @Test
  void aThreadThatDoesNotExistHasNone() {
    assertThatThrownBy(() -> threadbase.leases().tryAcquire("a", "t1"))
        .isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threadbase.leases().active("a")).isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threadbase.leases().status("a")).isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threadbase.leases().breakLease("a", "me", "why"))
        .isInstanceOf(ThreadNotFound.class);
    begin("a");
    assertThat(threadbase.leases().active("a")).isEmpty();
    assertThat(threadbase.leases().status("a")).isEmpty();
  }

  @Test
  void renewalMovesTheEndAndKeepsTheRest() {
    begin("a");
    TurnLease lease = acquired("t1", "me");
    Instant later = clock.advance(Duration.ofSeconds(10));
    TurnLease renewed = threadbase.leases().renew(lease).orElseThrow();
    assertThat(renewed.acquiredAt()).isEqualTo(NOON);
    assertThat(renewed.renewedAt()).isEqualTo(later);
    assertThat(renewed.expiresAt()).isEqualTo(later.plus(TTL));
    assertThat(renewed.token()).isEqualTo(1);
    assertThat(renewed.isSameAs(lease)).isTrue();
    assertThat(threadbase.leases().active("a")).contains(renewed);
    // The copy from before the renewal is the same lease.
    assertThat(threadbase.leases().renew(lease)).isPresent();
  }

  @Test
  void anExpiredLeaseIsItsHoldersUntilSomebodyTakesOver() {
    begin("a");
    TurnLease lease = acquired("t1", "me");
    clock.advance(TTL);
    assertThat(threadbase.leases().active("a")).isEmpty();
    assertThat(threadbase.leases().status("a").orElseThrow().state()).isEqualTo(State.EXPIRED);
    TurnLease revived = threadbase.leases().renew(lease).orElseThrow();
    assertThat(inTheWay("t2", "you")).isEqualTo(revived);
    clock.advance(TTL);
    TurnLease second = acquired("t2", "you");
    assertThat(second.token()).isEqualTo(2);
    assertThat(threadbase.leases().renew(lease)).isEmpty();
    assertThat(threadbase.leases().release(lease)).isFalse();
    assertThat(threadbase.leases().active("a")).contains(second);
  }

  @Test
  void onlyItsHolderGivesALeaseBack() {
    begin("a");
    TurnLease lease = acquired("t1", "me");
    TurnLease wrongOwner = like(lease, "you", lease.token());
    TurnLease wrongToken = like(lease, "me", 2);
    assertThat(threadbase.leases().release(wrongOwner)).isFalse();
    assertThat(threadbase.leases().release(wrongToken)).isFalse();
    assertThat(threadbase.leases().renew(wrongOwner)).isEmpty();
    assertThat(threadbase.leases().renew(wrongToken)).isEmpty();
    assertThat(threadbase.leases().active("a")).contains(lease);
    assertThat(threadbase.leases().release(lease)).isTrue();
    assertThat(threadbase.leases().release(lease)).isFalse();
    assertThat(threadbase.leases().active("a")).isEmpty();
    assertThat(threadbase.leases().status("a").orElseThrow().state()).isEqualTo(State.FREE);
  }

  @Test
  void tokensOnlyGrow() {
    begin("a");
    begin("b");
    threadbase.leases().tryAcquire("b", "t", "me", TTL);
    List<Long> tokens = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      TurnLease lease = acquired("t" + i, "me");
      tokens.add(lease.token());
      threadbase.leases().release(lease);
    }
    threads.deleteThread("b", DeleteOptions.DEFAULT.force());
    tokens.add(acquired("taken", "me").token());
    clock.advance(TTL);
    tokens.add(acquired("over", "you").token());
    threadbase.leases().breakLease("a", "operator", "stuck");
    tokens.add(acquired("broken", "me").token());
    assertThat(tokens).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whoeverNamesNoOwnerIsOneThatNobodyElseIs() {
    begin("a");
    String process = ":" + ProcessHandle.current().pid() + ":";
    String own = threadbase.leases().newOwnerId();
    assertThat(own).contains(process).isNotEqualTo(threadbase.leases().newOwnerId());
    Acquisition outcome = threadbase.leases().tryAcquire("a", "t1");
    TurnLease lease = ((Acquisition.Acquired) outcome).lease();
    assertThat(lease.ownerId()).contains(process).isNotEqualTo(own);
    assertThat(lease.ttl()).isEqualTo(TurnLeases.DEFAULT_TTL);
  }

  @Test
  void whatIsNoLeaseIsRefusedBeforeAnythingIsSent() {
    begin("a");
    for (String blank : List.of("", " ", "\t")) {
      refused(() -> threadbase.leases().tryAcquire(blank, "t1", "me", TTL));
      refused(() -> threadbase.leases().tryAcquire("a", blank, "me", TTL));
      refused(() -> threadbase.leases().tryAcquire("a", "t1", blank, TTL));
      refused(() -> threadbase.leases().acquire("a", blank, "me", TTL, Duration.ZERO));
      refused(() -> threadbase.leases().breakLease("a", blank, "why"));
      refused(() -> threadbase.leases().breakLease("a", "me", blank));
    }
    for (Duration ttl :
        List.of(Duration.ZERO, Duration.ofSeconds(-1), TurnLeases.LONGEST_TTL.plusNanos(1))) {
      refused(() -> threadbase.leases().tryAcquire("a", "t1", "me", ttl));
      refused(() -> threadbase.leases().acquire("a", "t1", "me", ttl, Duration.ZERO));
    }
    refused(() -> threadbase.leases().list(null, 0));
    assertThat(threadbase.leases().status("a")).isEmpty();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBrokenLeaseIsRecordedAndGone() {
    begin("a");
    TurnLease lease = acquired("t1", "me");
    Instant later = clock.advance(Duration.ofSeconds(5));
    var broken = threadbase.leases().breakLease("a", "operator", "host is gone").orElseThrow();
    assertThat(broken.lease()).isEqualTo(lease);
    assertThat(broken.brokenAt()).isEqualTo(later);
    assertThat(broken.brokenBy()).isEqualTo("operator");
    assertThat(broken.reason()).isEqualTo("host is gone");
    assertThat(threadbase.leases().breaks("a")).containsExactly(broken);
    assertThat(threadbase.leases().renew(lease)).isEmpty();
    assertThat(threadbase.leases().release(lease)).isFalse();
    assertThat(threadbase.leases().breakLease("a", "operator", "again")).isEmpty();
    assertThat(acquired("t2", "you").token()).isGreaterThan(lease.token());
  }

  @Test
  void onlyTheLeaseThatIsMeantIsBroken() {
    begin("a");
    TurnLease first = acquired("t1", "me");
    threadbase.leases().release(first);
    TurnLease second = acquired("t2", "you");
    assertThat(threadbase.leases().breakLease("a", first.token(), "operator", "late")).isEmpty();
    assertThat(threadbase.leases().active("a")).contains(second);
    assertThat(threadbase.leases().breakLease("a", second.token(), "operator", "now")).isPresent();
    assertThat(threadbase.leases().active("a")).isEmpty();
  }

  @Test
  void heldAndExpiredLeasesAreListedPageByPage() {
    for (String id : List.of("a", "b", "c", "d")) {
      begin(id);
    }
    threadbase.leases().tryAcquire("d", "t", "me", TTL);
    clock.advance(TTL);
    threadbase.leases().tryAcquire("c", "t", "me", TTL);
    TurnLease released = acquired("t", "me");
    threadbase.leases().release(released);
    var first = threadbase.leases().list(null, 1);
    assertThat(first).hasSize(1);
    assertThat(first.get(0).lease().threadId()).isEqualTo("c");
    assertThat(first.get(0).state()).isEqualTo(State.HELD);
    var rest = threadbase.leases().list("c", 10);
    assertThat(rest).hasSize(1);
    assertThat(rest.get(0).lease().threadId()).isEqualTo("d");
    assertThat(rest.get(0).state()).isEqualTo(State.EXPIRED);
  }
}

class SqliteTurnLeaseTest extends TurnLeaseContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresTurnLeaseTest extends TurnLeaseContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
