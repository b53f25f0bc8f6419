package dev.threadbase.cli;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "pipe",
    description = {
      "Send JSON lines from standard input through stages to standard output; no database is opened. Without a stage "
          + "the input is copied.",
      "What the stages counted goes to standard error, with --json as one object a stage."
    })
final class PipeCommand implements Callable<Integer> {

  private static final int BUFFER = 1 << 16;

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Mixin private StageOptions options;

  @Option(
      names = "--progress",
      description = "Show how much has been read, and at which rate, on standard error.")
  private boolean progress;

  @Override
  public Integer call() {
    List<Stage> stages = options.stages();
    try (Progress watched = progress ? Progress.unbounded("pipe") : Progress.none()) {
      report(run(stages, watched.over(main.input())));
    }
    return ExitCode.DONE;
  }

  private List<StageResult> run(List<Stage> stages, InputStream input) {
    try {
      return Pipeline.run(input, new BufferedOutputStream(main.bytes(), BUFFER), stages);
    } catch (PipelineException failure) {
      IOException lost = failure.sinkFailure();
      if (lost != null) {
        throw new StandardOutput.Lost(lost);
      }
      report(failure.results());
      throw CommandFailed.because(StageFailure.text(failure));
    }
  }

  private void report(List<StageResult> results) {
    StageLine.print(results, spec.commandLine().getErr(), main.json());
  }
}
