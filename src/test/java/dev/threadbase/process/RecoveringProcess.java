package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.thread.RecoveredTurn;

/** Recovers every thread once, and prints the thread of each turn that it ended. */
public final class RecoveringProcess {

  private RecoveringProcess() {}

  /** Takes nothing. */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      threadbase.turns().recoverAll().stream()
          .map(RecoveredTurn::threadId)
          .forEach(System.out::println);
    }
  }
}
