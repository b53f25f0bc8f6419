package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;

/** Appends to a thread at full speed for some time, and prints how many appends that were. */
public final class TimedProcess {

  private TimedProcess() {}

  /** Takes the thread's id and the time in milliseconds. */
  public static void main(String[] arguments) throws Exception {
    String threadId = arguments[0];
    long nanos = Long.parseLong(arguments[1]) * 1_000_000;
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      long start = System.nanoTime();
      int count = 0;
      while (System.nanoTime() - start < nanos) {
        threadbase.threads().append(threadId, NewEntry.raw(EntryType.CUSTOM, "{}"));
        count++;
      }
      System.out.println(count);
    }
  }
}
