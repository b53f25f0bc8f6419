package dev.threadbase.benchmark;

import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriterOptions;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One durable append of 1 KB to a log, where its writer left it. */
@State(Scope.Benchmark)
public class LogAppendBenchmark {

  private static final int KILOBYTE = 950;

  /** A writer with a log of its own. */
  @State(Scope.Thread)
  public static class Writer {
    private SegmentWriter writer;

    @Setup(Level.Trial)
    public void begin(Store store) {
      SegmentHead made = store.threadbase.segments().createSegment(StartState.EMPTY);
      writer = SegmentWriter.begin(store.threadbase.segments(), made, WriterOptions.FAILING);
    }
  }

  /** An input of 1 KB as a line. */
  static LogEntry kilobyte() {
    return new LogEntry.UserInput(1, List.of(InputSegment.text("x".repeat(KILOBYTE))));
  }

  private final LogEntry entry = kilobyte();

  @Benchmark
  public boolean append(Writer writer) {
    return writer.writer.append(entry);
  }
}
