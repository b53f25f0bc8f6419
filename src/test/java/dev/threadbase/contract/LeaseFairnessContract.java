package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop that never lets go for long does not starve those who wait elsewhere. */
abstract class LeaseFairnessContract extends Contract {

  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(Patience.SECONDS);
  private static final int SHORT_TURNS = 100;
  private static final long SHORT_TURN_NANOS = 15_000_000;
  private static final int LONGEST_RUN = 12;
  private static final int TURNS = 5;

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();
  private Threadbase elsewhere;

  @BeforeEach
  void openAgain() {
    begin("a");
    elsewhere = Threadbase.open(database.config());
  }

  @AfterEach
  void stop() throws Exception {
    over.set(true);
    workers.shutdown();
    assertThat(workers.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    elsewhere.close();
  }

  /** Takes the lease and gives it back, over and over; says how often it had it. */
  private Future<Integer> looping(String name, AtomicInteger rounds, boolean waits) {
    TurnLeases leases = threadbase.leases();
    return workers.submit(
        () -> {
          while (!over.get()) {
            if (waits) {
              leases.release(leases.acquire("a", name, name, TTL, PATIENCE));
              rounds.incrementAndGet();
            } else if (leases.tryAcquire("a", name, name, TTL) instanceof Acquired acquired) {
              leases.release(acquired.lease());
              rounds.incrementAndGet();
            }
          }
          return rounds.get();
        });
  }

  private void assertNotStarvedBy(boolean waits) throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    Future<Integer> loop = looping("loop", rounds, waits);
    Patience.until("a loop", () -> rounds.get() > 20);
    for (int i = 0; i < TURNS; i++) {
      TurnLease lease = elsewhere.leases().acquire("a", "t" + i, "you", TTL, PATIENCE);
      int meanwhile = rounds.get();
      assertThat(elsewhere.leases().release(lease)).isTrue();
      Patience.until("the loop's next turn", () -> rounds.get() > meanwhile);
    }
    over.set(true);
    assertThat(loop.get(Patience.SECONDS, TimeUnit.SECONDS)).isPositive();
  }

  @Test
  void aLoopThatDoesNotWaitStarvesNobodyInAnotherProcess() throws Exception {
    assertNotStarvedBy(false);
  }

  @Test
  void aLoopThatWaitsStarvesNobodyInAnotherProcess() throws Exception {
    assertNotStarvedBy(true);
  }

  /** Short turns of three loops in each of two processes, in the order in which they were had. */
  private List<Threadbase> turnsInOrder() throws Exception {
    List<Threadbase> order = new CopyOnWriteArrayList<>();
    List<Future<Integer>> loops = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (Threadbase instance : List.of(threadbase, elsewhere)) {
        String name = "loop-" + i + (instance == threadbase ? "-here" : "-there");
        loops.add(
            workers.submit(
                () -> {
                  while (order.size() < SHORT_TURNS) {
                    TurnLease lease = instance.leases().acquire("a", name, name, TTL, PATIENCE);
                    order.add(instance);
                    LockSupport.parkNanos(SHORT_TURN_NANOS);
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
    return SqliteTestDatabase.create();
  }
}

class PostgresLeaseFairnessTest extends LeaseFairnessContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
