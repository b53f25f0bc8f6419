package dev.threadbase.benchmark;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Forks of a log of 100,000 entries, at its last turn or at one near its beginning. */
@State(Scope.Benchmark)
public class LogForkBenchmark {

  private static final int LENGTH = 100_000;
  private static final int BATCH = 1_000;

  @Param({"100"})
  public int depth;

  private SegmentAddress log;

  @Setup(Level.Trial)
  public void fill(Store store) {
    log = store.threadbase.segments().createSegment(StartState.EMPTY).address();
    append(store, depth - 2);
    store.threadbase.segments().append(log, new LogEntry.TurnEnd(1, 1));
    append(store, LENGTH - depth);
  }

  private void append(Store store, int count) {
    LogEntry entry = LogAppendBenchmark.kilobyte();
    for (int left = count; left > 0; left -= BATCH) {
      store
          .threadbase
          .segments()
          .appendAll(log, Collections.nCopies(Math.min(left, BATCH), entry), WriteCondition.NONE);
    }
  }

  @Benchmark
  public SegmentHead forkAt(Store store) {
    return store.threadbase.segments().forkAt(log, 1);
  }
}
