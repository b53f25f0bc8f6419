package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageException;
import dev.threadbase.pipeline.StageStats;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of the stages behind a gate, one after the other, from file to file. */
final class Attempt {

  private final Map<String, StageStats> stats = new LinkedHashMap<>();
  private final Spool source;
  private final Spool spare;
  private Spool target;
  private Spool result;

  Attempt(Spool source, Spool first, Spool second) {
    this.source = source;
    this.result = source;
    this.target = first;
    this.spare = second;
  }

  /**
   * Runs them all.
   *
   * @return the outcome, as {@link Gated#outcome} has it
   * @throws Exception what a stage threw when the run was interrupted, which may be an error too
   */
  String run(List<Stage> stages) throws Exception {
    for (Stage stage : stages) {
      try {
        note(stage, step(stage));
      } catch (Exception | Error failure) {
        if (failure instanceof StageException told) {
          note(stage, told.stats());
        }
        if (isInterrupted(failure)) {
          throw failure;
        }
        return stage.name().replace('-', '_') + "_failed";
      }
    }
    return ConservationLaw.breach(
            source.meter().entries(), result.meter().entries(), counted(), result::size)
        .map(Gated::rejected)
        .orElse(Gated.OK);
  }

  private @Nullable StageStats step(Stage stage) throws Exception {
    StageStats told;
    try (InputStream from = result.read();
        OutputStream to = target.rewrite()) {
      told = stage.apply(from, to);
    }
    target.finish();
    Spool free = result == source ? spare : result;
    result = target;
    target = free;
    return told;
  }

  private void note(Stage stage, @Nullable StageStats told) {
    if (told != null) {
      stats.put(stage.name(), told);
    }
  }

  private static boolean isInterrupted(Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return Thread.currentThread().isInterrupted();
  }

  private CompressStats counted() {
    return stats.values().stream()
        .filter(CompressStats.class::isInstance)
        .map(CompressStats.class::cast)
        .reduce(new CompressStats(EntryFlow.NONE, Map.of()), CompressStats::plus);
  }

  /** What the last stage wrote. */
  Spool result() {
    return result;
  }

  /** What the stages counted, in their order. */
  Map<String, StageStats> statsByName() {
    return stats;
  }

  List<StageStats> stats() {
    return List.copyOf(stats.values());
  }
}
