package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends to one thread from several Java threads, and prints the id of every acknowledged entry.
 */
public final class WritingProcess {

  private WritingProcess() {}

  /** Takes the thread's id, the number of writers and the number of appends of each. */
  public static void main(String[] arguments) throws Exception {
    String threadId = arguments[0];
    int writers = Integer.parseInt(arguments[1]);
    int appends = Integer.parseInt(arguments[2]);
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      List<List<String>> ids = Crowd.run(writers, number -> append(threadbase, threadId, appends));
      ids.forEach(of -> of.forEach(System.out::println));
    }
  }

  private static List<String> append(Threadbase threadbase, String threadId, int appends) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < appends; i++) {
      Entry entry = threadbase.threads().append(threadId, NewEntry.raw(EntryType.CUSTOM, "{}"));
      ids.add(entry.id());
    }
    return ids;
  }
}
