package dev.threadbase.process;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.KeptLease.State;
import dev.threadbase.lease.LeaseKeeper;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Outcome;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.TurnEnd;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Takes a lease, writes under it, and is stopped at a moment when it is at rest: it holds no lock
 * and its keeper is not renewing. When it goes on it tries every kind of write, and prints what
 * came of each.
 */
public final class PausedProcess {

  /** How the line begins that says for how many milliseconds the process stood still. */
  public static final String STOOD_STILL = "stood-still";

  /** How the line begins that says what the keeper knows. */
  public static final String KEPT = "kept";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<State> ENDS = EnumSet.of(State.LOST, State.RELEASED);

  private final Threadbase threadbase;
  private final ThreadRepository threads;
  private final String threadId;
  private final TurnLease lease;
  private final ThreadMeta before;
  private final String firstEntryId;

  private PausedProcess(Threadbase threadbase, String threadId, TurnLease lease) {
    this.threadbase = threadbase;
    this.threads = threadbase.threads();
    this.threadId = threadId;
    this.lease = lease;
    this.firstEntryId = threads.append(threadId, entry("first"), under()).id();
    threads.append(threadId, entry("second"), under());
    this.before = threads.thread(threadId);
  }

  /** Takes the thread's id and the ttl in milliseconds. */
  public static void main(String[] arguments) throws Exception {
    Duration ttl = Duration.ofMillis(Long.parseLong(arguments[1]));
    Semaphore renewing = new Semaphore(1);
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config());
        LeaseKeeper keeper = new LeaseKeeper(gated(threadbase.leases(), renewing))) {
      TurnLeases leases = threadbase.leases();
      TurnLease lease = leases.acquire(arguments[0], "paused", leases.newOwnerId(), ttl, PATIENCE);
      PausedProcess process = new PausedProcess(threadbase, arguments[0], lease);
      CountDownLatch told = new CountDownLatch(1);
      KeptLease kept = keeper.keep(lease, gone -> told.countDown());
      Stillness stillness = Stillness.watch();
      await(() -> kept.lease().renewedAt().isAfter(lease.renewedAt()));
      renewing.acquire();
      ChildJvm.awaitGo();
      System.out.println(STOOD_STILL + " " + stillness.longestMillis());
      System.out.println(KEPT + " " + kept.state());
      process.write();
      renewing.release();
      await(() -> ENDS.contains(kept.state()));
      boolean wasTold = kept.state() == State.LOST && told.await(PATIENCE.toSeconds(), SECONDS);
      System.out.println(KEPT + " " + kept.state() + " " + wasTold);
    }
  }

  private static void await(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IllegalStateException("what should happen did not");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The leases, with renewals that wait while somebody else has the permit. */
  private static TurnLeases gated(TurnLeases leases, Semaphore renewing) {
    return (TurnLeases)
        Proxy.newProxyInstance(
            TurnLeases.class.getClassLoader(),
            new Class<?>[] {TurnLeases.class},
            (proxy, method, arguments) -> {
              boolean gated = method.getName().equals("renew");
              if (gated) {
                renewing.acquire();
              }
              try {
                return method.invoke(leases, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              } finally {
                if (gated) {
                  renewing.release();
                }
              }
            });
  }

  private AppendOptions under() {
    return AppendOptions.DEFAULT.under(lease);
  }

  private static NewEntry entry(String text) {
    return NewEntry.message(Message.user(text)).withId(text);
  }

  private void write() {
    Map<String, Runnable> writes = new LinkedHashMap<>();
    writes.put("append", () -> threads.append(threadId, NewEntry.message(late()), under()));
    writes.put("append-with-id", () -> threads.append(threadId, entry("late"), under()));
    writes.put(
        "append-elsewhere",
        () -> threads.append(threadId, entry("late-branch"), under().after(firstEntryId)));
    writes.put(
        "batch",
        () -> threads.appendAll(threadId, List.of(entry("late-1"), entry("late-2")), under()));
    writes.put("move-leaf", () -> threads.moveLeaf(threadId, firstEntryId, lease));
    writes.put("replace", () -> threads.updateThread(before, lease));
    writes.put(
        "update",
        () -> threads.updateThread(threadId, ThreadUpdate.NOTHING.status("late").under(lease)));
    writes.put("fork", () -> threads.fork(ForkOptions.of(threadId).as("late-fork").under(lease)));
    writes.put("finish", () -> threadbase.turns().finish(lease, TurnEnd.COMPLETED));
    writes.put("fail", () -> threadbase.turns().finish(lease, TurnEnd.failed("late")));
    writes.put("delete", () -> threads.deleteThread(threadId, DeleteOptions.DEFAULT.under(lease)));
    writes.forEach((name, write) -> System.out.println(name + " " + Outcome.of(write)));
    System.out.println("renew " + threadbase.leases().renew(lease).isPresent());
    System.out.println("release " + threadbase.leases().release(lease));
  }

  private static Message late() {
    return Message.user("late");
  }
}
