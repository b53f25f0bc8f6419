package dev.threadbase.benchmark;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What must not depend on how long a thread is already. */
@State(Scope.Benchmark)
public class DepthBenchmark {

  @Param({"100"})
  public int depth;

  private final NewEntry entry = Store.kilobyte();
  private int threads;
  private String threadId;
  private Entry last;

  /** A new thread for every measurement: what was appended before would lengthen it. */
  @Setup(Level.Iteration)
  public void fill(Store store) {
    threadId = store.create("depth" + threads++).id();
    last = store.fill(threadId, depth, entry);
  }

  @Benchmark
  public Entry append(Store store) {
    return store.threadbase.threads().append(threadId, entry);
  }

  @Benchmark
  public ThreadMeta fork(Store store) {
    return store.threadbase.threads().fork(ForkOptions.of(threadId).at(last.id()));
  }
}
