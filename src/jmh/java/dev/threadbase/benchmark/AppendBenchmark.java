package dev.threadbase.benchmark;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One durable append of 1 KB, each writer on a thread of its own. */
@State(Scope.Benchmark)
public class AppendBenchmark {

  private final NewEntry entry = Store.kilobyte();
  private final NewEntry message = Store.message();

  /** A writer's thread. */
  @State(Scope.Thread)
  public static class Writer {
    private static final AtomicLong WRITERS = new AtomicLong();
    private String threadId;

    @Setup(Level.Trial)
    public void create(Store store) {
      threadId = store.create("writer" + WRITERS.getAndIncrement()).id();
    }
  }

  @Benchmark
  public Entry threadbase(Store store, Writer writer) {
    return store.threadbase.threads().append(writer.threadId, entry);
  }

  @Benchmark
  public Entry indexed(Store store, Writer writer) {
    return store.threadbase.threads().append(writer.threadId, message);
  }

  @Benchmark
  public Entry notIndexed(Store store, Writer writer) {
    return store.withoutSearch.threads().append(writer.threadId, message);
  }

  @Benchmark
  public int bare(Store store, BareWriter writer) throws SQLException {
    return writer.insert();
  }
}
