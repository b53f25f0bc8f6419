package dev.threadbase.process;

import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.Threadbase;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes one log from several Java threads, in batches of small and of large entries. A line is
 * printed for every batch: whether it was acknowledged, its writer, its number and the log that
 * holds it, and a full stop, so that a torn line is known.
 */
public final class LogWritingProcess {

  /** What a writer does about the others. */
  public enum Policy {
    /** It appends at the end, wherever that is. */
    APPEND,
    /** It appends only where it left the log; after a conflict it looks and goes on. */
    FAIL,
    /** It goes on in a log of its own after a conflict. */
    FORK
  }

  /** How many entries every batch has. */
  public static final int BATCH = 3;

  /** How the line of a batch begins that was written. */
  public static final String ACKNOWLEDGED = "acknowledged";

  /** How the line of a batch begins that was not. */
  public static final String REFUSED = "refused";

  /** The end of a whole line. */
  public static final String END = " .";

  private static final int LARGE = 20_000;

  private final SegmentStore store;
  private final SegmentAddress log;
  private final Policy policy;

  private LogWritingProcess(SegmentStore store, String[] arguments) {
    this.store = store;
    this.log = new SegmentAddress(UUID.fromString(arguments[0]), UUID.fromString(arguments[1]));
    this.policy = Policy.valueOf(arguments[2]);
  }

  /**
   * Takes the session, the segment, the policy, the number of the first writer, how many writers
   * there are and how many batches each has.
   */
  public static void main(String[] arguments) throws Exception {
    int first = Integer.parseInt(arguments[3]);
    int writers = Integer.parseInt(arguments[4]);
    int batches = Integer.parseInt(arguments[5]);
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      LogWritingProcess process = new LogWritingProcess(threadbase.segments(), arguments);
      // All of them find the same end: one of them is the first to move it.
      List<SegmentWriter> begun =
          process.policy == Policy.APPEND
              ? List.of()
              : Stream.generate(process::writer).limit(writers).toList();
      ChildJvm.awaitGo();
      Crowd.run(
          writers,
          number ->
              process.policy == Policy.APPEND
                  ? process.append(first + number, batches)
                  : process.write(begun.get(number), first + number, batches));
    }
  }

  /** The text of an entry, which says where it belongs. */
  public static String text(int writer, int batch, int place) {
    String name = writer + "." + batch + "." + place;
    return batch % 2 == 0 ? name : name + " " + "x".repeat(LARGE);
  }

  private static List<LogEntry> batch(int writer, int batch) {
    return IntStream.range(0, BATCH)
        .mapToObj(place -> InputSegment.text(text(writer, batch, place)))
        .<LogEntry>map(text -> new LogEntry.UserInput(batch, List.of(text)))
        .toList();
  }

  private SegmentWriter writer() {
    WriterOptions options = policy == Policy.FORK ? WriterOptions.FORKING : WriterOptions.FAILING;
    return SegmentWriter.begin(store, store.head(log), options);
  }

  // Nobody reads any more when the test is gone: then this ends too.
  private int append(int writer, int batches) {
    for (int batch = 0; batch < batches && !System.out.checkError(); batch++) {
      store.appendAll(log, batch(writer, batch), WriteCondition.NONE);
      print(ACKNOWLEDGED, writer, batch, log);
    }
    return batches;
  }

  private int write(SegmentWriter begun, int writer, int batches) {
    SegmentWriter by = begun;
    for (int batch = 0; batch < batches; batch++) {
      try {
        by.append(batch(writer, batch));
        print(ACKNOWLEDGED, writer, batch, by.address());
      } catch (SegmentHeadMoved conflict) {
        print(REFUSED, writer, batch, log);
        by = writer();
      }
    }
    return batches;
  }

  private static void print(String what, int writer, int batch, SegmentAddress where) {
    System.out.println(String.join(" ", what, writer + "", batch + "", where.threadId() + END));
  }
}
