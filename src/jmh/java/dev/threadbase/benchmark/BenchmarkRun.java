package dev.threadbase.benchmark;

import dev.threadbase.benchmark.Comparison.Measurement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every comparison on both databases and prints their ratios. The two sides of a comparison
 * take turns, each time in a JVM of its own, so that a change of the machine's load meets both; the
 * medians are compared.
 */
public final class BenchmarkRun {

  private static final int ROUNDS = 3;

  // With less, sixteen threads on two cores are measured while they are still compiled.
  private static final int WARM_UP_SECONDS = 6;

  private static final int SHOTS = 5;

  // By then the second compiler has seen what an import does most.
  private static final int LONG_WARM_UP = 10;

  private static final String SEARCHES = "search of messages";

  private BenchmarkRun() {}

  /** Takes {@code only=} and a part of a comparison's name, or nothing behind it for all. */
  public static void main(String[] arguments) throws RunnerException, SQLException {
    String only = arguments[0].substring(arguments[0].indexOf('=') + 1);
    List<String> table = new ArrayList<>();
    table.add("| database | work | ratio | goal | ours | reference |");
    table.add("|---|---|---|---|---|---|");
    for (String database : List.of("sqlite", "postgresql")) {
      for (Comparison comparison : Comparison.of(database)) {
        if (comparison.name().contains(only)) {
          table.add(row(database, comparison));
          System.err.println(table.get(table.size() - 1));
        }
      }
      if (SEARCHES.contains(only)) {
        table.addAll(SearchRun.of(database));
      }
    }
    System.out.println(String.join("\n", table));
  }

  private static String row(String database, Comparison comparison) throws RunnerException {
    double[] ours = new double[ROUNDS];
    double[] reference = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      reference[round] = measure(database, comparison.reference());
      ours[round] = measure(database, comparison.ours());
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | **%.2f** | %s | %s | %s |",
        database,
        comparison.name(),
        median(ours) / median(reference),
        comparison.goal(),
        text(comparison.ours(), median(ours)),
        text(comparison.reference(), median(reference)));
  }

  /** The median time of a call in microseconds, or the rate in calls a second. */
  private static double measure(String database, Measurement measurement) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + measurement.method().replace(".", "\\.") + "$")
            .param("database", database)
            .mode(measurement.mode())
            .threads(measurement.threads())
            .forks(1)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    boolean shots = measurement.mode() == Mode.SingleShotTime;
    int calls = measurement.callsPerShot();
    if (shots) {
      options
          .param("depth", Integer.toString(measurement.depth()))
          .warmupIterations(calls == 1 ? LONG_WARM_UP : SHOTS)
          .warmupBatchSize(calls)
          .measurementIterations(SHOTS)
          .measurementBatchSize(calls);
    } else {
      options
          .warmupIterations(WARM_UP_SECONDS)
          .warmupTime(TimeValue.seconds(1))
          .measurementIterations(3)
          .measurementTime(TimeValue.seconds(1));
    }
    Result<?> result = new Runner(options.build()).runSingle().getPrimaryResult();
    double median = result.getStatistics().getPercentile(50);
    double seconds = result.getScoreUnit().startsWith("ops") ? 1 : 1e6;
    return median * seconds / calls;
  }

  private static String text(Measurement measurement, double value) {
    boolean rate = measurement.mode() == Mode.Throughput;
    return String.format(Locale.ROOT, rate ? "%,.0f/s" : "%,.0f µs", value);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
