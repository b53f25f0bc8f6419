package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Races for one thread's lease with several Java threads, until a counter has reached a goal. A
 * line is printed for every acquisition, with the number taken and the token; and one for every
 * racer, with its acquisitions on the way to the goal, its longest wait in microseconds and how
 * often it was refused.
 */
public final class RacingProcess {

  /** How the line of an acquisition begins. */
  public static final String TOOK = "took";

  /** How the line of a racer begins. */
  public static final String RACER = "racer";

  /** In one round of so many a racer asks once and does not wait. */
  private static final int ROUNDS_PER_QUESTION = 8;

  // Much longer than a race: nobody takes over here.
  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

  private final TurnLeases leases;
  private final String threadId;
  private final CounterFile counter;
  private final long goal;

  private RacingProcess(Threadbase threadbase, String[] arguments) {
    this.leases = threadbase.leases();
    this.threadId = arguments[0];
    this.counter = new CounterFile(Path.of(arguments[1]));
    this.goal = Long.parseLong(arguments[3]);
  }

  /** Takes the thread's id, the folder of the counter, the number of racers and the goal. */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      RacingProcess process = new RacingProcess(threadbase, arguments);
      ChildJvm.awaitGo();
      Crowd.run(Integer.parseInt(arguments[2]), process::race);
    }
  }

  private int race(int racer) throws InterruptedException, IOException {
    int taken = 0;
    int refused = 0;
    long longest = 0;
    for (int round = 0; ; round++) {
      long began = System.nanoTime();
      Optional<TurnLease> lease = ask("racer-" + racer + "-" + round, racer + round);
      longest = Math.max(longest, System.nanoTime() - began);
      if (lease.isEmpty()) {
        refused++;
        continue;
      }
      long number = counter.take();
      if (!leases.release(lease.get())) {
        throw new IllegalStateException("the lease of a holder was gone");
      }
      if (number >= goal) {
        System.out.println(String.join(" ", RACER, taken + "", longest / 1000 + "", refused + ""));
        return taken;
      }
      taken++;
      System.out.println(String.join(" ", TOOK, number + "", lease.get().token() + ""));
    }
  }

  private Optional<TurnLease> ask(String turnId, int round) throws InterruptedException {
    if (round % ROUNDS_PER_QUESTION > 0) {
      return Optional.of(leases.acquire(threadId, turnId, leases.newOwnerId(), TTL, LONGEST_WAIT));
    }
    return leases.tryAcquire(threadId, turnId, leases.newOwnerId(), TTL)
            instanceof Acquisition.Acquired acquired
        ? Optional.of(acquired.lease())
        : Optional.empty();
  }
}
