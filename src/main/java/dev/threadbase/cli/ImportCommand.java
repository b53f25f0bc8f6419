package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.ImportWarning;
import dev.threadbase.transfer.Importer;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Import files, and every .jsonl file in folders: sessions of other agents, or exports of Threadbase. A folder "
          + "of threads that have a thread.json each is read as such, with threads that have no entry yet; a folder of "
          + "logs with its traces and pods.",
      "The same file again stores nothing; one that has grown stores what is new.",
      "The exit code is 4 if something had to be left out; originals are archived whole in any case."
    })
final class ImportCommand extends DatabaseCommand {

  private static final int WARNINGS_SHOWN = 5;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<Path> paths;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "The format: ${COMPLETION-CANDIDATES}. Default: found out from the content.",
      completionCandidates = FormatNames.class)
  private @Nullable String format;

  @Option(names = "--dry-run", description = "Report what would be stored, and store nothing.")
  private boolean dryRun;

  @Option(
      names = "--redact",
      description = "Take secrets out before anything is stored, archived or reported.")
  private boolean redact;

  @Mixin private RedactionOptions redaction;

  private List<Path> files = List.of();
  private List<Stage> stages = List.of();

  @Override
  void check() {
    FormatNames.check(format);
    if (redaction.given() && !redact) {
      throw CommandFailed.usage("--rules and --allow need --redact");
    }
    stages = redact ? List.of(redaction.stage()) : List.of();
    files = paths.stream().flatMap(path -> filesBelow(path).stream()).toList();
    if (files.isEmpty()) {
      String names = paths.stream().map(Path::toString).collect(Collectors.joining(", "));
      throw CommandFailed.because("no .jsonl file in " + names);
    }
  }

  private static List<Path> filesBelow(Path path) {
    if (!Files.exists(path)) {
      throw CommandFailed.usage("no such file: " + path);
    }
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw CommandFailed.usage(path + " is neither a file nor a folder");
    }
    try {
      return Importer.files(path);
    } catch (UncheckedIOException failure) {
      throw CommandFailed.because(FileFailure.unreadable(path, failure));
    }
  }

  @Override
  Threadbase open(Main options) {
    return dryRun
        ? options.database().openIfThere(options.environment())
        : options.database().openOrCreate(options.environment());
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    int code = ExitCode.DONE;
    try (Progress progress = Progress.over(files)) {
      ImportOptions options = ImportOptions.DEFAULT.as(format).telling(progress::step);
      options = dryRun ? options.withoutStoring() : options;
      for (Path file : files) {
        code = worse(code, importFile(threadbase, out, file, options, progress));
      }
    }
    return code;
  }

  private int importFile(
      Threadbase threadbase, Output out, Path file, ImportOptions options, Progress progress) {
    try {
      ImportReport report = threadbase.importer().through(stages).importFile(file, options);
      print(out, report, progress);
      return report.leftOut() > 0 ? ExitCode.LOSSES : ExitCode.DONE;
    } catch (ThreadbaseException failure) {
      // The other files are as good as they were.
      progress.aside(() -> report("threadbase: " + file + ": " + failure.getMessage()));
      return ExitCode.FAILED;
    } catch (PipelineException failure) {
      progress.aside(() -> report("threadbase: " + file + ": " + StageFailure.text(failure)));
      return ExitCode.FAILED;
    } catch (UncheckedIOException failure) {
      progress.aside(() -> report("threadbase: " + FileFailure.unreadable(file, failure)));
      return ExitCode.FAILED;
    }
  }

  private void print(Output out, ImportReport report, Progress progress) {
    if (out.json()) {
      out.object(ImportLine.of(report));
      out.flush();
    }
    progress.aside(() -> report(summary(report)));
    StageLine.of(report.stages())
        .forEach(stage -> progress.aside(() -> report("  " + stage.text())));
    report.warnings().stream()
        .limit(WARNINGS_SHOWN)
        .forEach(warning -> progress.aside(() -> report(text(warning))));
    int hidden = report.warnings().size() - WARNINGS_SHOWN;
    if (hidden > 0) {
      progress.aside(() -> report("  and " + hidden + " more; --json lists them"));
    }
  }

  private String summary(ImportReport report) {
    return "%s: %s, %d lines: %d %s, %d there already, %d repaired, %d left out%s"
        .formatted(
            report.file(),
            report.format() == null ? "unknown format" : report.format(),
            report.lines(),
            report.stored(),
            dryRun ? "would be stored" : "stored",
            report.existing(),
            report.repaired(),
            report.leftOut(),
            report.threadId() == null ? "" : "; thread " + report.threadId());
  }

  private static String text(ImportWarning warning) {
    return "  line %d: %s: %s".formatted(warning.line(), warning.code(), warning.message());
  }

  private static int worse(int code, int other) {
    return code == ExitCode.FAILED || other == ExitCode.FAILED
        ? ExitCode.FAILED
        : Math.max(code, other);
  }
}
