package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Appends to one thread from several Java threads until it is killed. A line is printed for every
 * append that was acknowledged: the ids, and a full stop, so that a torn line is known.
 */
public final class CrashingProcess {

  /** How many entries every append has. */
  public static final int BATCH = 3;

  /** The end of a whole line. */
  public static final String END = " .";

  private static final int WRITERS = 3;

  private CrashingProcess() {}

  /** Takes the thread's id. */
  public static void main(String[] arguments) throws Exception {
    String threadId = arguments[0];
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      Crowd.run(WRITERS, writer -> append(threadbase, threadId, writer));
    }
  }

  // Nobody reads any more when the test is gone: then this ends too.
  private static int append(Threadbase threadbase, String threadId, int writer) {
    int batches = 0;
    while (!System.out.checkError()) {
      NewEntry entry =
          NewEntry.raw(EntryType.CUSTOM, "{\"text\":\"" + "x".repeat(1000) + "\"}")
              .inTurn(writer + "." + batches++);
      List<Entry> entries =
          threadbase
              .threads()
              .appendAll(threadId, List.of(entry, entry, entry), AppendOptions.DEFAULT);
      System.out.println(entries.stream().map(Entry::id).collect(Collectors.joining(" ", "", END)));
    }
    return batches;
  }
}
