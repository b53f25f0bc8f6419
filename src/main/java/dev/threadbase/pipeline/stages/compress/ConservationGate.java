package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageException;
import dev.threadbase.pipeline.StageStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage that lets other stages, the first of which compresses, do their work aside, and passes on
 * what they made only if as many lines came out as should have; it counts them, and does not look
 * at what they say. On any doubt it passes on its input, byte for byte: a stage failed, nothing
 * came out where something should have, or the lines that went in and came out, which it counts
 * itself, differ by something else than what the compression says that it left out. {@link Gated}
 * tells which.
 *
 * <p>Nothing goes out before everything came in. Memory stays bounded: input and output are kept in
 * temporary files, in the folder of {@code java.io.tmpdir} or another, which only their owner may
 * read and which are gone in every case.
 *
 * <p>A transcript of nothing but headers, system entries and tools without a description becomes
 * empty, and passes so: every entry is accounted for, and the input would be exactly what was to be
 * left out. The reference falls back there.
 *
 * <p>A failure to read the input or to write the output is a failure of the gate; an interruption
 * ends it. A failure of a stage is not, and is logged without what it says. Whatever a stage throws
 * is its failure, errors included, as it is for the runner: what it had on its stack is gone by
 * then, and so is what it held when it threw an {@link OutOfMemoryError}. To pass on the input
 * takes a small buffer; if there is no memory even for that, the gate fails with the error.
 */
public final class ConservationGate implements Stage {

  private static final Logger LOG = LoggerFactory.getLogger(ConservationGate.class);

  private final List<Stage> stages;
  private final Path folder;

  /**
   * A gate around stages, named like the first of them.
   *
   * @param stages those whose output is passed on, in their order; at least one
   */
  public ConservationGate(List<Stage> stages) {
    this(stages, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * A gate that keeps its temporary files in a folder.
   *
   * @throws IllegalArgumentException if there is no stage
   */
  public ConservationGate(List<Stage> stages, Path folder) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a gate has a stage behind it");
    }
    this.stages = List.copyOf(stages);
    this.folder = folder;
  }

  @Override
  public String name() {
    return stages.get(0).name();
  }

  @Override
  public Gated apply(InputStream input, OutputStream output) throws Exception {
    try (Spool source = Spool.open(folder);
        Spool first = Spool.open(folder);
        Spool second = Spool.open(folder)) {
      fill(source, input);
      Attempt attempt = new Attempt(source, first, second);
      String outcome = attempt.run(stages);
      Spool passed = outcome.equals(Gated.OK) ? attempt.result() : source;
      Gated gated = new Gated(outcome, attempt.stats(), figures(outcome, attempt, source));
      if (gated.fellBack()) {
        LOG.atWarn()
            .addKeyValue("stage", name())
            .addKeyValue("outcome", outcome)
            .log("stage fell back to its input");
      }
      try (InputStream bytes = passed.read()) {
        bytes.transferTo(output);
        output.flush();
      } catch (IOException failure) {
        throw new StageException(gated, failure);
      }
      return gated;
    }
  }

  private static void fill(Spool spool, InputStream input) throws IOException {
    try (OutputStream target = spool.rewrite()) {
      input.transferTo(target);
    }
    spool.finish();
  }

  private Map<String, Number> figures(String outcome, Attempt attempt, Spool source) {
    boolean passed = outcome.equals(Gated.OK);
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("fell_back", passed ? 0 : 1);
    if (!passed) {
      figures.putAll(unchanged(source.meter()).figures());
      return figures;
    }
    attempt.statsByName().forEach((name, stats) -> add(figures, name, stats));
    return figures;
  }

  private void add(Map<String, Number> figures, String stage, StageStats stats) {
    String prefix = stage.equals(name()) ? "" : stage.replace('-', '_') + "_";
    stats.figures().forEach((figure, value) -> figures.put(prefix + figure, value));
  }

  private static CompressStats unchanged(EntryMeter all) {
    return new CompressStats(
        new EntryFlow(
            all.entries(), all.entries(), all.bytes(), all.bytes(), all.tokens(), all.tokens(), 0),
        Map.of());
  }
}
