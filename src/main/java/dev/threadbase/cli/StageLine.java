package dev.threadbase.cli;

import dev.threadbase.pipeline.StageResult;
import dev.threadbase.pipeline.StageStats;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a stage, under the names that scripts rely on. */
record StageLine(
    String stage,
    String outcome,
    long linesIn,
    long bytesIn,
    long linesOut,
    long bytesOut,
    long durationMs,
    @Nullable Map<String, Number> stats) {

  static StageLine of(StageResult result) {
    StageStats stats = result.stats();
    return new StageLine(
        result.name(),
        result.outcome().name().toLowerCase(Locale.ROOT),
        result.input().lines(),
        result.input().bytes(),
        result.output().lines(),
        result.output().bytes(),
        result.duration().toMillis(),
        stats == null ? null : stats.figures());
  }

  static List<StageLine> of(List<StageResult> results) {
    return results.stream().map(StageLine::of).toList();
  }

  /** Tells what became of stages: a person, or with an object each a program. */
  static void print(List<StageResult> results, PrintWriter target, boolean json) {
    Output lines = new Output(target, json);
    for (StageLine line : of(results)) {
      if (json) {
        lines.object(line);
      } else {
        target.println("threadbase: " + Printable.line(line.text()));
      }
    }
    target.flush();
  }

  /** The same for a person; figures that are zero are of no interest. */
  String text() {
    double seconds = durationMs / 1_000.0;
    String rate =
        durationMs == 0
            ? ""
            : String.format(Locale.ROOT, ", %.1f MB/s", bytesIn / 1_000_000.0 / seconds);
    String counted =
        stats == null
            ? ""
            : stats.entrySet().stream()
                .filter(figure -> figure.getValue().doubleValue() != 0)
                .map(StageLine::text)
                .collect(Collectors.joining(", ", ": ", ""));
    return String.format(
        Locale.ROOT,
        "%s %s, %,d lines (%,d bytes) in, %,d lines (%,d bytes) out, %.1f s%s%s",
        stage,
        outcome,
        linesIn,
        bytesIn,
        linesOut,
        bytesOut,
        seconds,
        rate,
        counted);
  }

  private static String text(Entry<String, Number> figure) {
    return figure.getKey() + " " + figure.getValue();
  }
}
