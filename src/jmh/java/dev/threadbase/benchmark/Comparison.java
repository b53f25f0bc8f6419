package dev.threadbase.benchmark;

import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;

/**
 * Two measurements whose ratio says something.
 *
 * @param name what is compared
 * @param goal what the ratio should be
 * @param ours the measurement above the line
 * @param reference the one below
 */
record Comparison(String name, String goal, Measurement ours, Measurement reference) {

  /**
   * A benchmark and how it is run.
   *
   * @param method class and method
   * @param mode what is measured
   * @param threads how many Java threads run it
   * @param depth the length of the thread; 0 where there is none
   */
  record Measurement(String method, Mode mode, int threads, int depth) {

    static Measurement time(String method) {
      return new Measurement(method, Mode.SampleTime, 1, 0);
    }

    static Measurement rate(String method, int threads) {
      return new Measurement(method, Mode.Throughput, threads, 0);
    }

    /** Of calls that take a second or so. */
    static Measurement longTime(String method) {
      return new Measurement(method, Mode.SingleShotTime, 1, 0);
    }

    static Measurement shots(String method, int depth) {
      return new Measurement(method, Mode.SingleShotTime, 1, depth);
    }

    /** How many calls are timed together: short ones at a depth are, which must not grow much. */
    int callsPerShot() {
      return mode == Mode.SingleShotTime && depth > 0 ? 100 : 1;
    }
  }

  static List<Comparison> of(String database) {
    boolean sqlite = database.equals("sqlite");
    return Stream.of(
            writes(sqlite),
            indexed(),
            leases(),
            turns(),
            depths(),
            reads(),
            transfers(sqlite),
            logs())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Comparison> writes(boolean sqlite) {
    return List.of(
        new Comparison(
            "append of 1 KB, one writer: time by a bare INSERT",
            "≤ 1.2",
            Measurement.time("AppendBenchmark.threadbase"),
            Measurement.time("AppendBenchmark.bare")),
        new Comparison(
            sqlite
                ? "append, 16 writers: rate by that of one writer"
                : "append, 16 writers: rate by bare INSERTs of 16 connections",
            sqlite ? "≥ 5" : "≥ 0.8",
            Measurement.rate("AppendBenchmark.threadbase", Store.POOL),
            sqlite
                ? Measurement.rate("AppendBenchmark.threadbase", 1)
                : Measurement.rate("AppendBenchmark.bare", Store.POOL)));
  }

  private static List<Comparison> indexed() {
    return List.of(
        new Comparison(
            "append of a message of 1 KB with its index: time by one without",
            "–",
            Measurement.time("AppendBenchmark.indexed"),
            Measurement.time("AppendBenchmark.notIndexed")),
        new Comparison(
            "append of a message of 1 KB with its index: time by a bare INSERT",
            "≤ 1.2",
            Measurement.time("AppendBenchmark.indexed"),
            Measurement.time("AppendBenchmark.bare")),
        new Comparison(
            "append of messages with their index, 16 writers: rate by one without",
            "–",
            Measurement.rate("AppendBenchmark.indexed", Store.POOL),
            Measurement.rate("AppendBenchmark.notIndexed", Store.POOL)));
  }

  private static List<Comparison> leases() {
    return List.of(
        new Comparison(
            "lease, acquired and given back: time by two bare UPDATEs",
            "≤ 1.2",
            Measurement.time("LeaseBenchmark.acquireAndRelease"),
            Measurement.time("LeaseBenchmark.bareAcquireAndRelease")),
        new Comparison(
            "lease, renewed: time by a bare UPDATE",
            "≤ 1.2",
            Measurement.time("LeaseBenchmark.renew"),
            Measurement.time("LeaseBenchmark.bareRenew")));
  }

  private static List<Comparison> turns() {
    return List.of(
        new Comparison(
            "append of 1 KB under a lease: time by one without",
            "–",
            Measurement.time("LeaseBenchmark.fencedAppend"),
            Measurement.time("AppendBenchmark.threadbase")),
        new Comparison(
            "append of 1 KB under a lease: time by a bare INSERT",
            "–",
            Measurement.time("LeaseBenchmark.fencedAppend"),
            Measurement.time("AppendBenchmark.bare")),
        new Comparison(
            "turn, begun and ended: time by the same rows in two bare transactions",
            "–",
            Measurement.time("LeaseBenchmark.turn"),
            Measurement.time("LeaseBenchmark.bareTurn")));
  }

  private static List<Comparison> depths() {
    return List.of(
        new Comparison(
            "append at 10,000 entries: time by that at 100",
            "≤ 1.1",
            Measurement.shots("DepthBenchmark.append", 10_000),
            Measurement.shots("DepthBenchmark.append", 100)),
        new Comparison(
            "fork at 100,000 entries: time by that at 100",
            "≤ 1.2",
            Measurement.shots("ForkBenchmark.fork", 100_000),
            Measurement.shots("ForkBenchmark.fork", 100)));
  }

  private static List<Comparison> reads() {
    return List.of(
        new Comparison(
            "path of 10,000 entries, parsed: time by a bare range scan that parses",
            "≤ 1.5",
            Measurement.time("PathBenchmark.threadbase"),
            Measurement.time("PathBenchmark.bare")),
        new Comparison(
            "context of 100,000 entries, 200 of them kept: time by that of 200 entries",
            "≤ 2",
            Measurement.time("ContextBenchmark.compacted"),
            Measurement.time("ContextBenchmark.ofShortThread")),
        new Comparison(
            "first 50 of 100,000 threads: time by the bare query",
            "≤ 1.5",
            Measurement.time("ListBenchmark.threadbase"),
            Measurement.time("ListBenchmark.bare")),
        new Comparison(
            "last 50 of 100,000 conversations of a workspace: time by the bare query",
            "≤ 1.5",
            Measurement.time("ListBenchmark.conversations"),
            Measurement.time("ListBenchmark.bareConversations")));
  }

  private static List<Comparison> transfers(boolean sqlite) {
    String bulk = sqlite ? "batched INSERTs" : "COPY";
    return List.of(
        new Comparison(
            "import of 20,000 lines of 1 KB with their index: time by bare "
                + bulk
                + " of the same rows",
            "≤ 1.7",
            Measurement.longTime("ImportBenchmark.indexed"),
            Measurement.longTime("ImportBenchmark.bareIndexed")),
        new Comparison(
            "import of 20,000 lines of 1 KB without an index: time by bare "
                + bulk
                + " of the same rows",
            "≤ 1.7",
            Measurement.longTime("ImportBenchmark.notIndexed"),
            Measurement.longTime("ImportBenchmark.bare")),
        new Comparison(
            "export of 20,000 lines of 1 KB as rows: time by a bare SELECT of the same rows",
            "≤ 1.7",
            Measurement.time("ExportBenchmark.rows"),
            Measurement.time("ExportBenchmark.bareRows")),
        new Comparison(
            "export of 20,000 lines of 1 KB as they were: time by a bare SELECT of their entries",
            "≤ 1.7",
            Measurement.time("ExportBenchmark.original"),
            Measurement.time("ExportBenchmark.bareEntries")));
  }

  private static List<Comparison> logs() {
    return List.of(
        new Comparison(
            "log, append of 1 KB, one writer: time by a bare INSERT",
            "≤ 1.2",
            Measurement.time("LogAppendBenchmark.append"),
            Measurement.time("AppendBenchmark.bare")),
        new Comparison(
            "log of 10,000 entries, restored: time by a bare range scan that parses",
            "≤ 1.5",
            Measurement.time("LogRestoreBenchmark.restore"),
            Measurement.time("LogRestoreBenchmark.bare")),
        new Comparison(
            "log, fork at 100,000 entries: time by that at 100",
            "≤ 1.2",
            Measurement.shots("LogForkBenchmark.forkAt", 100_000),
            Measurement.shots("LogForkBenchmark.forkAt", 100)));
  }
}
