package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.Acquisition.Busy;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for a lease, by the clocks that leases really go by. */
abstract class LeaseWaitingContract extends Contract {

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(Patience.SECONDS);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String NOTED =
      "SELECT COUNT(*) FROM turn_leases WHERE waiter_id IS NOT NULL";

  private final ExecutorService waiters = Executors.newCachedThreadPool();

  @AfterEach
  void stop() throws Exception {
    waiters.shutdownNow();
    assertThat(waiters.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private TurnLease held(String threadId, Duration ttl) {
    begin(threadId);
    return ((Acquired) threadbase.leases().tryAcquire(threadId, "t1", "me", ttl)).lease();
  }

  private Future<TurnLease> waiting(Threadbase instance, String threadId, String turnId) {
    return waiters.submit(() -> instance.leases().acquire(threadId, turnId, "you", TTL, PATIENCE));
  }

  private static TurnLease got(Future<TurnLease> waiting) throws Exception {
    return waiting.get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private void untilNoted(int count) throws Exception {
    Patience.until("a waiter", () -> Sql.number(database, NOTED) == count);
  }

  @Test
  void whoeverDoesNotWaitIsToldWhoHoldsIt() {
    TurnLease lease = held("a", TTL);
    for (Duration wait : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMillis(20))) {
      assertThatThrownBy(() -> threadbase.leases().acquire("a", "t2", "you", TTL, wait))
          .isInstanceOfSatisfying(
              ActiveTurn.class,
              refused -> {
                assertThat(refused.threadId()).isEqualTo("a");
                assertThat(refused.turnId()).isEqualTo("t1");
                assertThat(refused.ownerId()).isEqualTo("me");
              });
    }
    assertThat(Sql.number(database, NOTED)).isZero();
    assertThat(threadbase.leases().active("a")).contains(lease);
  }

  @Test
  void aFreeLeaseIsTakenWithoutWaiting() throws Exception {
    begin("a");
    assertThat(threadbase.leases().acquire("a", "t1", "me", TTL, Duration.ZERO).token())
        .isEqualTo(1);
  }

  @Test
  void nobodyWaitsForAThreadThatDoesNotExist() throws Exception {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    Future<TurnLease> never =
        waiters.submit(() -> threadbase.leases().acquire("b", "t1", "me", TTL, forever));
    assertThatThrownBy(() -> got(never))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ThreadNotFound.class);
    held("a", TTL);
    Future<TurnLease> orphan = waiting(threadbase, "a", "t2");
    untilNoted(1);
    threads.deleteThread("a", DeleteOptions.DEFAULT.force());
    assertThatThrownBy(() -> got(orphan)).hasCauseInstanceOf(ThreadNotFound.class);
  }

  @Test
  void aWaiterIsWokenByTheReleaseInItsProcess() throws Exception {
    int count = 8;
    List<TurnLease> leases = IntStream.range(0, count).mapToObj(i -> held("t" + i, TTL)).toList();
    List<Future<TurnLease>> waiting =
        leases.stream().map(lease -> waiting(threadbase, lease.threadId(), "t2")).toList();
    untilNoted(count);
    long began = System.nanoTime();
    // Whoever waits for so long asks again every tenth of a second by itself.
    Patience.until("long pauses", () -> System.nanoTime() - began > 1_200_000_000L);
    long handedOver = 0;
    for (int i = 0; i < count; i++) {
      long released = System.nanoTime();
      threadbase.leases().release(leases.get(i));
      got(waiting.get(i));
      handedOver += System.nanoTime() - released;
    }
    assertThat(Duration.ofNanos(handedOver / count)).isLessThan(Duration.ofMillis(25));
  }

  @Test
  void aWaiterTakesOverWhenTheHoldersTimeIsUp() throws Exception {
    TurnLease lease = held("a", SHORT);
    TurnLease second = got(waiting(threadbase, "a", "t2"));
    assertThat(second.token()).isEqualTo(lease.token() + 1);
    assertThat(second.acquiredAt()).isAfterOrEqualTo(lease.expiresAt());
    assertThat(threadbase.leases().renew(lease)).isEmpty();
  }

  @Test
  void anInterruptedWaiterHoldsNothingAndIsForgotten() throws Exception {
    TurnLease lease = held("a", TTL);
    Future<TurnLease> waiting = waiting(threadbase, "a", "t2");
    untilNoted(1);
    waiting.cancel(true);
    untilNoted(0);
    threadbase.leases().release(lease);
    assertThat(threadbase.leases().active("a")).isEmpty();
    assertThat(threadbase.leases().tryAcquire("a", "t3", "me", TTL)).isInstanceOf(Acquired.class);
  }

  @Test
  void anInterruptedWaiterIsTold() {
    held("a", TTL);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> threadbase.leases().acquire("a", "t2", "you", TTL, PATIENCE))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    TurnStart start = TurnStart.of("a", "t2", "you");
    assertThatThrownBy(() -> threadbase.turns().start(start, PATIENCE))
        .isInstanceOf(InterruptedException.class);
    assertThat(Sql.number(database, NOTED)).isZero();
    assertThat(threads.path("a")).isEmpty();
  }

  @Test
  void aWaiterWhoGivesUpIsForgotten() throws Exception {
    TurnLease lease = held("a", TTL);
    Future<TurnLease> waiting =
        waiters.submit(
            () -> threadbase.leases().acquire("a", "t2", "you", TTL, Duration.ofMillis(300)));
    untilNoted(1);
    assertThatThrownBy(() -> got(waiting)).hasCauseInstanceOf(ActiveTurn.class);
    assertThat(Sql.number(database, NOTED)).isZero();
    threadbase.leases().release(lease);
    assertThat(threadbase.leases().tryAcquire("a", "t3", "me", TTL)).isInstanceOf(Acquired.class);
  }

  @Test
  void theWaitersOfOneProcessComeInTheirOrder() throws Exception {
    TurnLease lease = held("a", TTL);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String turnId = "w" + i;
      AtomicReference<Thread> self = new AtomicReference<>();
      all.add(
          waiters.submit(
              () -> {
                self.set(Thread.currentThread());
                TurnLease own = threadbase.leases().acquire("a", turnId, "you", TTL, PATIENCE);
                order.add(turnId);
                return threadbase.leases().release(own);
              }));
      if (i == 0) {
        untilNoted(1);
      } else {
        Patience.until("a place in the line", () -> isInLine(self.get()));
      }
    }
    threadbase.leases().release(lease);
    for (Future<?> waiter : all) {
      waiter.get(Patience.SECONDS, TimeUnit.SECONDS);
    }
    assertThat(order).containsExactly("w0", "w1", "w2", "w3", "w4", "w5");
  }

  /** Only the first of a line asks the database; the others sleep until they are the first. */
  private static boolean isInLine(Thread waiter) {
    return waiter != null && waiter.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void whoeverDoesNotWaitGetsNoFreeLeaseThatIsKeptForAWaiter() throws Exception {
    TurnLease lease = held("a", TTL);
    note("gone", 3_600);
    threadbase.leases().release(lease);
    assertThat(threadbase.leases().tryAcquire("a", "t2", "you", TTL)).isEqualTo(new Busy(lease));
  }

  @Test
  void aWaiterThatVanishedHoldsNobodyUpForLongerThanItIsNoted() throws Exception {
    TurnLease lease = held("a", TTL);
    note("gone", 1);
    threadbase.leases().release(lease);
    assertThat(got(waiting(threadbase, "a", "t2")).token()).isEqualTo(2);
    threadbase.leases().release(threadbase.leases().active("a").orElseThrow());
    note("gone", 0);
    assertThat(threadbase.leases().tryAcquire("a", "t3", "me", TTL)).isInstanceOf(Acquired.class);
  }

  /** Notes a waiter who never asks again. */
  private void note(String waiterId, long seconds) throws Exception {
    long until = (System.currentTimeMillis() + seconds * 1_000) * 1_000_000;
    Sql.run(
        database,
        "UPDATE turn_leases SET waiter_id = '%s', waiter_since_ns = 0, waiter_until_ns = %d"
            .formatted(waiterId, until));
  }
}

class SqliteLeaseWaitingTest extends LeaseWaitingContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeaseWaitingTest extends LeaseWaitingContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
