package dev.threadbase.benchmark;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Appends, which must not depend on how long a thread is already. */
@State(Scope.Benchmark)
public class DepthBenchmark {

  @Param({"100"})
  public int depth;

  private final NewEntry entry = Store.kilobyte();
  private int threads;
  private String threadId;

  /** Both lengths are measured in a table of the same size. */
  @Setup(Level.Trial)
  public void fillTable(Store store) {
    store.fill(Store.THREAD, 100_000, entry);
  }

  /** A new thread for every measurement: what was appended before would lengthen it. */
  @Setup(Level.Iteration)
  public void fill(Store store) {
    threadId = store.create("depth" + threads++).id();
    store.fill(threadId, depth, entry);
  }

  @Benchmark
  public Entry append(Store store) {
    return store.threadbase.threads().append(threadId, entry);
  }
}
