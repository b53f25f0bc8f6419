package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever waits in one process is not overtaken by another, however often that one asks. */
abstract class LeaseFairnessContract extends Contract {

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(Patience.SECONDS);
  private static final String NOTED =
      "SELECT COUNT(*) FROM turn_leases WHERE waiter_id IS NOT NULL";
  private static final int TURNS = 5;
  private static final int SHORT_TURNS = 100;
  private static final long SHORT_TURN_NANOS = 15_000_000;
  private static final int LONGEST_RUN = 12;

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private Threadbase elsewhere;

  @BeforeEach
  void openAgain() {
    begin("a");
    elsewhere = Threadbase.open(database.config());
  }

  @AfterEach
  void stop() throws Exception {
    workers.shutdownNow();
    assertThat(workers.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    elsewhere.close();
  }

  private Future<TurnLease> waiting(Threadbase instance, String turnId) {
    return workers.submit(() -> instance.leases().acquire("a", turnId, "waiting", TTL, PATIENCE));
  }

  private static TurnLease got(Future<TurnLease> waiting) throws Exception {
    return waiting.get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private void untilNoted() throws Exception {
    Patience.until("a waiter", () -> Sql.number(database, NOTED) == 1);
  }

  private Acquisition ask(String turnId) {
    return threadbase.leases().tryAcquire("a", turnId, "loop", TTL);
  }

  @Test
  void aLoopThatDoesNotWaitOvertakesNobodyInAnotherProcess() throws Exception {
    for (int i = 0; i < TURNS; i++) {
      TurnLease lease = ((Acquired) ask("l" + i)).lease();
      Future<TurnLease> waiter = waiting(elsewhere, "w" + i);
      untilNoted();
      threadbase.leases().release(lease);
      int asked = 0;
      while (!waiter.isDone() || asked == 0) {
        assertThat(ask("l" + i)).isInstanceOf(Acquisition.Busy.class);
        asked++;
      }
      assertThat(got(waiter).token()).isEqualTo(lease.token() + 1);
      elsewhere.leases().release(got(waiter));
    }
  }

  @Test
  void whoeverWaitsHereComesBehindThoseWhoWaitedElsewhere() throws Exception {
    TurnLease lease = ((Acquired) ask("l")).lease();
    for (int i = 0; i < TURNS; i++) {
      Future<TurnLease> first = waiting(elsewhere, "first" + i);
      untilNoted();
      Future<TurnLease> second = waiting(threadbase, "second" + i);
      threadbase.leases().release(lease);
      TurnLease before = got(first);
      assertThat(before.token()).isEqualTo(lease.token() + 1);
      untilNoted();
      assertThat(second.isDone()).isFalse();
      elsewhere.leases().release(before);
      lease = got(second);
      assertThat(lease.token()).isEqualTo(before.token() + 1);
    }
  }

  /** Short turns of three loops in each of two processes, in the order in which they were had. */
  private List<Threadbase> turnsInOrder() throws Exception {
    List<Threadbase> order = new CopyOnWriteArrayList<>();
    List<Future<Integer>> loops = new ArrayList<>();
    for (Threadbase instance : List.of(threadbase, elsewhere)) {
      // Who connects for the first time is late, whoever waits.
      instance.leases().release(got(waiting(instance, "first")));
    }
    for (int i = 0; i < 3; i++) {
      for (Threadbase instance : List.of(threadbase, elsewhere)) {
        loops.add(
            workers.submit(
                () -> {
                  while (order.size() < SHORT_TURNS) {
                    TurnLease lease = instance.leases().acquire("a", "t", "loop", TTL, PATIENCE);
                    order.add(instance);
                    takeTime();
                    instance.leases().release(lease);
                  }
                  return order.size();
                }));
      }
    }
    for (Future<Integer> loop : loops) {
      assertThat(loop.get(Patience.SECONDS, TimeUnit.SECONDS)).isPositive();
    }
    return order;
  }

  /** A permit that a lock has left ends a park at once. */
  private static void takeTime() {
    long end = System.nanoTime() + SHORT_TURN_NANOS;
    for (long left = SHORT_TURN_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Test
  void noProcessKeepsTheLeaseAmongItsOwnWaiters() throws Exception {
    List<Threadbase> order = turnsInOrder();
    int run = 0;
    int longest = 0;
    for (int i = 1; i < SHORT_TURNS; i++) {
      run = order.get(i) == order.get(i - 1) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    assertThat(longest).isLessThan(LONGEST_RUN);
  }

  @Test
  void twoProcessesThatBothWaitTakeTurns() throws Exception {
    List<Future<Integer>> both = new ArrayList<>();
    for (Threadbase instance : List.of(threadbase, elsewhere)) {
      both.add(workers.submit(() -> turns(instance, instance == threadbase ? "here" : "there")));
    }
    for (Future<Integer> one : both) {
      assertThat(one.get(Patience.SECONDS, TimeUnit.SECONDS)).isEqualTo(TURNS);
    }
    assertThat(threads.path("a")).hasSize(2 * 3 * TURNS);
    assertThat(threadbase.leases().active("a")).isEmpty();
  }

  /** Turns that wait for each other; each begins behind the end of another. */
  private static int turns(Threadbase instance, String name) throws Exception {
    for (int i = 0; i < TURNS; i++) {
      TurnStart start =
          TurnStart.of("a", name + i, name).lasting(TTL).saying(Message.user(name + i));
      Turn turn = instance.turns().start(start, PATIENCE);
      assertThat(turn.recovered()).isEmpty();
      instance.turns().finish(turn.lease(), TurnEnd.COMPLETED);
    }
    return TURNS;
  }
}

class SqliteLeaseFairnessTest extends LeaseFairnessContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}

class PostgresLeaseFairnessTest extends LeaseFairnessContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
