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

/** Forks of a thread of 100,000 entries, at its leaf or near its root. */
@State(Scope.Benchmark)
public class ForkBenchmark {

  private static final int LENGTH = 100_000;

  @Param({"100"})
  public int depth;

  private ForkOptions options;

  @Setup(Level.Trial)
  public void fill(Store store) {
    NewEntry entry = Store.kilobyte();
    Entry at = store.fill(Store.THREAD, depth, entry);
    store.fill(Store.THREAD, LENGTH - depth, entry);
    options = ForkOptions.of(Store.THREAD).at(at.id());
  }

  @Benchmark
  public ThreadMeta fork(Store store) {
    return store.threadbase.threads().fork(options);
  }
}
