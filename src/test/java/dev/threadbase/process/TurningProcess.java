package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.UUID;

/**
 * Begins and ends turns, from two Java threads in each of the threads it is given, until it is
 * killed. A line is printed for every beginning and every end that was acknowledged: what it was,
 * the thread, the turn, and a full stop, so that a torn line is known.
 */
public final class TurningProcess {

  /** How the line of a beginning begins. */
  public static final String STARTED = "started";

  /** How the line of an end begins. */
  public static final String ENDED = "ended";

  /** The end of a whole line. */
  public static final String END = " .";

  private static final int TURNERS_PER_THREAD = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TurningProcess() {}

  /** Takes the threads' ids. */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      Crowd.run(
          arguments.length * TURNERS_PER_THREAD,
          number -> turn(threadbase, arguments[number % arguments.length]));
    }
  }

  // Nobody reads any more when the test is gone: then this ends too.
  private static int turn(Threadbase threadbase, String threadId) throws InterruptedException {
    int turns = 0;
    String owner = threadbase.leases().newOwnerId();
    while (!System.out.checkError()) {
      String turnId = UUID.randomUUID().toString();
      TurnStart start = TurnStart.of(threadId, turnId, owner).saying(Message.user("go on"));
      Turn turn = threadbase.turns().start(start, PATIENCE);
      tell(STARTED, threadId, turnId);
      NewEntry answer = NewEntry.message(Message.assistant("answer")).inTurn(turnId);
      threadbase.threads().append(threadId, answer, AppendOptions.DEFAULT.under(turn.lease()));
      TurnEnd end = turns++ % 2 == 0 ? TurnEnd.COMPLETED : TurnEnd.failed("no answer");
      threadbase.turns().finish(turn.lease(), end);
      tell(ENDED, threadId, turnId);
    }
    return turns;
  }

  private static void tell(String what, String threadId, String turnId) {
    System.out.println(what + " " + threadId + " " + turnId + END);
  }
}
