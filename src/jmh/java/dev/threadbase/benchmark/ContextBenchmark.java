package dev.threadbase.benchmark;

import dev.threadbase.context.ContextProjection;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Contexts of 200 messages of 1 KB: of a long thread that was compacted, and of a short one. */
@State(Scope.Benchmark)
public class ContextBenchmark {

  private static final int LENGTH = 100_000;
  private static final int KEPT = 200;
  private static final String COMPACTED = "compacted";
  private static final String SHORT = "short";

  /** Both are measured in a table of the same size. */
  @Setup(Level.Trial)
  public void fill(Store store) {
    NewEntry entry = NewEntry.message(Message.user("x".repeat(1000)));
    store.create(COMPACTED);
    store.fill(COMPACTED, LENGTH - KEPT, entry);
    Entry firstKept = store.threadbase.threads().append(COMPACTED, entry);
    store.fill(COMPACTED, KEPT - 1, entry);
    store
        .threadbase
        .threads()
        .appendCompaction(COMPACTED, null, "so far", Compaction.keeping(firstKept.id()), Map.of());
    store.create(SHORT);
    store.fill(SHORT, KEPT, entry);
  }

  @Benchmark
  public ContextProjection compacted(Store store) {
    return store.threadbase.contexts().context(COMPACTED);
  }

  @Benchmark
  public ContextProjection ofShortThread(Store store) {
    return store.threadbase.contexts().context(SHORT);
  }
}
