package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.LeaseKeeper;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins a turn in each of some threads, renews their leases, and writes until it is killed; the
 * text of every entry that was acknowledged is printed.
 */
public final class DyingProcess {

  /** The turn that it begins. */
  public static final String TURN = "dead";

  private static final long PAUSE_NANOS = 5_000_000;

  private DyingProcess() {}

  /** Takes the ttl in milliseconds and the threads' ids. */
  public static void main(String[] arguments) throws Exception {
    Duration ttl = Duration.ofMillis(Long.parseLong(arguments[0]));
    List<String> threadIds = Arrays.asList(arguments).subList(1, arguments.length);
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config());
        LeaseKeeper keeper = new LeaseKeeper(threadbase.leases())) {
      List<KeptLease> kept = new ArrayList<>();
      for (String threadId : threadIds) {
        TurnStart start =
            TurnStart.of(threadId, TURN, threadbase.leases().newOwnerId())
                .lasting(ttl)
                .saying(Message.user("begin"));
        Turn turn = threadbase.turns().start(start);
        kept.add(keeper.keep(turn.lease()));
      }
      ChildJvm.awaitGo();
      write(threadbase, kept);
    }
  }

  // Nobody reads any more when the test is gone: then this ends too.
  private static void write(Threadbase threadbase, List<KeptLease> kept) {
    for (int round = 0; !System.out.checkError(); round++) {
      String text = "work-" + round;
      for (KeptLease lease : kept) {
        threadbase
            .threads()
            .append(
                lease.lease().threadId(),
                NewEntry.message(Message.assistant(text)).withId(text).inTurn(TURN),
                AppendOptions.DEFAULT.under(lease.lease()));
      }
      System.out.println(text);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
