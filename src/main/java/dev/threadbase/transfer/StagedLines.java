package dev.threadbase.transfer;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.PipelineOptions;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes files of JSON lines through stages: every export of lines passes here.
 *
 * @param stages the stages, in order; none to write the lines as they are
 */
record StagedLines(List<Stage> stages) {

  private static final String SOURCE = "export";
  private static final int BUFFER = 1 << 16;

  /** The export reads in a transaction that must not end before it does. */
  private static final PipelineOptions PATIENT =
      PipelineOptions.DEFAULT.withGrace(Duration.ofDays(365));

  StagedLines {
    stages = List.copyOf(stages);
  }

  boolean isEmpty() {
    return stages.isEmpty();
  }

  /** Writes one file; the tally is told what became of the stages. */
  void write(OutputStream target, Consumer<OutputStream> writer, LossTally tally) {
    OutputStream output = tally.telling(target);
    if (stages.isEmpty()) {
      writer.accept(output);
      return;
    }
    List<Stage> all = new ArrayList<>();
    all.add(
        Stage.of(
            SOURCE,
            (none, lines) -> {
              OutputStream buffered = new BufferedOutputStream(lines, BUFFER);
              writer.accept(buffered);
              buffered.flush();
              return null;
            }));
    all.addAll(stages);
    try {
      List<StageResult> results = Pipeline.run(InputStream.nullInputStream(), output, all, PATIENT);
      tally.through(results.subList(1, results.size()));
    } catch (PipelineException failure) {
      throw translated(failure);
    }
  }

  /** What the export itself, or its target, would have thrown without stages. */
  private static RuntimeException translated(PipelineException failure) {
    IOException lost = failure.sinkFailure();
    if (lost != null) {
      return new UncheckedIOException(lost);
    }
    boolean ours = SOURCE.equals(failure.stage());
    return ours && failure.getCause() instanceof RuntimeException cause ? cause : failure;
  }
}
