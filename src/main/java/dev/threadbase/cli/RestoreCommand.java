package dev.threadbase.cli;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.Threadbase;
import dev.threadbase.segment.LogProblem;
import dev.threadbase.segment.LogRead;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredSegment;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentStore;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = {
      "Replay a log and print the state that a worker goes on with.",
      "--log prints its entries instead, a line of JSON each; a fork begins with the line that a copy would have."
    })
final class RestoreCommand extends DatabaseCommand {

  @Parameters(paramLabel = "SEGMENT", description = "The log.")
  private String id;

  @ArgGroup private @Nullable What what;

  /** The state otherwise, or the log. */
  static final class What {
    @Option(
        names = "--reference",
        description = "As the reference replays: a run without an end was not interrupted.")
    private boolean reference;

    @ArgGroup(exclusive = false)
    private @Nullable Log log;
  }

  /** The log itself. */
  static final class Log {
    @Option(names = "--log", required = true, description = "Print the entries, not the state.")
    private boolean asked;

    @Option(
        names = "--lenient",
        description =
            "Step over entries that cannot be read, and say which; the exit code is 4 then.")
    private boolean lenient;
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    SegmentStore segments = threadbase.segments();
    SegmentAddress address = address(segments);
    Log log = what == null ? null : what.log;
    if (log == null || !log.asked) {
      restore(segments, address, out);
      return ExitCode.DONE;
    }
    if (log.lenient) {
      return printReadable(segments.readLeniently(address), out);
    }
    try (Stream<LogRecord> records = segments.stream(address)) {
      records.forEachOrdered(entry -> out.line(entry.json()));
    }
    return ExitCode.DONE;
  }

  private SegmentAddress address(SegmentStore segments) {
    UUID segment =
        LogIds.read(id).orElseThrow(() -> CommandFailed.because("segment not found: " + id));
    return segments
        .lookupSessionOf(segment)
        .map(session -> new SegmentAddress(session, segment))
        .orElseThrow(() -> new SegmentNotFound(segment));
  }

  private void restore(SegmentStore segments, SegmentAddress address, Output out) {
    boolean reference = what != null && what.reference;
    RestoredSegment restored =
        segments.restored(address, reference ? ReplayOptions.REFERENCE : ReplayOptions.DEFAULT);
    if (out.json()) {
      out.line(restored.toJson());
    } else {
      new RestoredPrinter(out).print(restored);
    }
  }

  private int printReadable(LogRead log, Output out) {
    log.records().forEach(entry -> out.line(entry.json()));
    out.flush();
    log.problems().forEach(problem -> report("stepped over " + text(problem)));
    return log.problems().isEmpty() ? ExitCode.DONE : ExitCode.LOSSES;
  }

  private static String text(LogProblem problem) {
    return "segment %s, position %d, kind %s: %s"
        .formatted(
            problem.address().segmentId(), problem.position(), problem.kind(), problem.reason());
  }
}
