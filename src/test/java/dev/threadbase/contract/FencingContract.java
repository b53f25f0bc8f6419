package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statement that writes a thread refuses a lease that is not the thread's any more. */
abstract class FencingContract extends Contract {

  static final Duration TTL = Duration.ofSeconds(30);

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

  /** A write under a lease. */
  interface Write {
    void under(TurnLease lease);
  }

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @BeforeEach
  void fill() {
    create("a");
    say("a", "one");
    say("a", "two");
  }

  private void create(String id) {
    threads.createThread(ThreadMeta.builder(id).sessionId("s").build());
  }

  private TurnLease acquired(String threadId) {
    return ((Acquired) threadbase.leases().tryAcquire(threadId, "t1", "me", TTL)).lease();
  }

  /** Every write of thread {@code a}, none of which needs another; the last deletes it. */
  private Map<String, Write> writes() {
    AppendOptions here = AppendOptions.DEFAULT;
    Map<String, Write> writes = new LinkedHashMap<>();
    writes.put("append", lease -> threads.append("a", saying("given"), here.under(lease)));
    writes.put(
        "append without an id",
        lease -> threads.append("a", NewEntry.raw(EntryType.CUSTOM, "{}"), here.under(lease)));
    writes.put(
        "batch",
        lease -> threads.appendAll("a", List.of(saying("b1"), saying("b2")), here.under(lease)));
    writes.put(
        "append elsewhere",
        lease -> threads.append("a", saying("branch"), here.after("one").under(lease)));
    writes.put(
        "expected head",
        lease -> {
          String leaf = threads.thread("a").leafId();
          threads.append("a", saying("next"), here.expectingLeaf(leaf).under(lease));
        });
    writes.put("move of the leaf", lease -> threads.moveLeaf("a", "one", lease));
    writes.put("move to the root", lease -> threads.moveLeaf("a", null, lease));
    writes.put("fork", lease -> threads.fork(ForkOptions.of("a").as("f").under(lease)));
    writes.put("replacement", lease -> threads.updateThread(threads.thread("a"), lease));
    writes.put(
        "update",
        lease -> threads.updateThread("a", ThreadUpdate.NOTHING.status("busy").under(lease)));
    writes.put("deletion", lease -> threads.deleteThread("a", DeleteOptions.DEFAULT.under(lease)));
    return writes;
  }

  /** Every write happens. */
  private void assertWrites(TurnLease lease) {
    writes()
        .forEach(
            (name, write) -> {
              var before = EveryRow.of(database);
              write.under(lease);
              assertThat(EveryRow.of(database)).as(name).isNotEqualTo(before);
            });
    assertThat(threads.findThread("a")).isEmpty();
  }

  /** Every write is refused, and nothing is written. */
  private void assertRefused(TurnLease lease, Class<? extends RuntimeException> refusal) {
    var before = EveryRow.of(database);
    writes()
        .forEach(
            (name, write) ->
                assertThatThrownBy(() -> write.under(lease)).as(name).isInstanceOf(refusal));
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  private void assertLost(TurnLease lease, Long actualToken) {
    assertRefused(lease, LeaseLost.class);
    AppendOptions stale = AppendOptions.DEFAULT.under(lease);
    assertThatThrownBy(() -> threads.append("a", saying("late"), stale))
        .isInstanceOfSatisfying(
            LeaseLost.class,
            lost -> {
              assertThat(lost.threadId()).isEqualTo("a");
              assertThat(lost.token()).isEqualTo(lease.token());
              assertThat(lost.actualToken()).isEqualTo(actualToken);
            });
  }

  @Test
  void everyWriteWorksUnderTheLeaseThatIsHeld() {
    assertWrites(acquired("a"));
  }

  @Test
  void everyWriteWorksUnderACopyFromBeforeARenewal() {
    TurnLease lease = acquired("a");
    clock.advance(Duration.ofSeconds(10));
    assertThat(threadbase.leases().renew(lease)).isPresent();
    assertWrites(lease);
  }

  @Test
  void everyWriteWorksUnderALeaseThatExpiredAndThatNobodyTook() {
    TurnLease lease = acquired("a");
    clock.advance(TTL.multipliedBy(10));
    assertWrites(lease);
  }

  @Test
  void aLeaseThatWasGivenBackWritesNothing() {
    TurnLease lease = acquired("a");
    threadbase.leases().release(lease);
    assertLost(lease, 1L);
  }

  @Test
  void aLeaseThatWasTakenOverWritesNothing() {
    TurnLease lease = acquired("a");
    clock.advance(TTL);
    acquired("a");
    assertLost(lease, 2L);
  }

  @Test
  void aLeaseThatWasBrokenWritesNothing() {
    TurnLease lease = acquired("a");
    threadbase.leases().breakLease("a", "operator", "stuck");
    assertLost(lease, 2L);
  }

  @Test
  void aLeaseThatRecoveryTookWritesNothing() {
    TurnLease lease = acquired("a");
    clock.advance(TTL);
    threadbase.turns().recover("a");
    assertLost(lease, 2L);
  }

  @Test
  void aLeaseThatWasClearedByItsAgeWritesNothing() {
    TurnLease lease = acquired("a");
    threadbase.leases().reference().clearExpiredTurnLease("a", lease.acquiredAt().plusNanos(1));
    assertLost(lease, 2L);
  }

  @Test
  void aLeaseOfAnotherOwnerOrTokenWritesNothing() {
    TurnLease lease = acquired("a");
    assertLost(like(lease, "you", 1), 1L);
    assertRefused(like(lease, "me", 2), LeaseLost.class);
    assertWrites(lease);
  }

  @Test
  void theLeaseOfAnotherThreadIsAMistake() {
    create("b");
    TurnLease other = acquired("b");
    assertRefused(other, IllegalArgumentException.class);
    acquired("a");
    assertRefused(other, IllegalArgumentException.class);
  }

  @Test
  void aThreadThatIsGoneIsNotFound() {
    TurnLease lease = acquired("a");
    create("b");
    threads.deleteThread("a", DeleteOptions.DEFAULT.force());
    assertRefused(lease, ThreadNotFound.class);
  }

  @Test
  void theLeaseOfADeletedThreadIsNotThatOfAnotherWithItsName() {
    TurnLease lease = acquired("a");
    threads.deleteThread("a", DeleteOptions.DEFAULT.under(lease));
    fill();
    assertLost(lease, null);
    clock.advance(Duration.ofNanos(1_000));
    TurnLease second = acquired("a");
    assertThat(second.token()).isEqualTo(lease.token());
    assertThat(second.ownerId()).isEqualTo(lease.ownerId());
    assertThat(second.sessionId()).isEqualTo(lease.sessionId());
    assertLost(lease, 1L);
    assertWrites(second);
  }

  @Test
  void theSameAppendAgainIsAskedForItsLeaseToo() {
    TurnLease lease = acquired("a");
    AppendOptions options = AppendOptions.DEFAULT.idempotently().under(lease);
    var stored = threads.append("a", saying("three"), options);
    assertThat(threads.append("a", saying("three"), options)).isEqualTo(stored);
    threadbase.leases().release(lease);
    assertThatThrownBy(() -> threads.append("a", saying("three"), options))
        .isInstanceOf(LeaseLost.class);
  }

  @Test
  void aLeaseThatHoldsDoesNotExcuseOtherMistakes() {
    TurnLease lease = acquired("a");
    AppendOptions leased = AppendOptions.DEFAULT.under(lease);
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> threads.append("a", saying("x"), leased.expectingLeaf("one")))
        .isInstanceOf(HeadMoved.class);
    assertThatThrownBy(() -> threads.append("a", saying("x"), leased.after("nowhere")))
        .isInstanceOf(InvalidParent.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aThreadThatRequiresNoLeaseIsWrittenWithoutOneWhileSomebodyHoldsIt() {
    acquired("a");
    say("a", "three");
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three");
  }
}

class SqliteFencingTest extends FencingContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresFencingTest extends FencingContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
