package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.pipeline.PipelineException;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Exporter;
import dev.threadbase.transfer.Loss;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write sessions as JSON lines, without any loss; or, with --format, a thread in another format: the original "
          + "that it was imported from, then what was appended since, or all of it converted.",
      "A session of several threads, or several of them, become a folder with a file for each thread; a format of "
          + "folders takes every thread of the session in any case.",
      "What has no place in the format is listed on standard error, or with --out and --json on standard output. "
          + "The exit code is 4 then."
    })
final class ExportCommand extends DatabaseCommand {

  private static final int BUFFER = 1 << 16;
  private static final int LOSSES_SHOWN = 20;
  private static final String NATIVE = "native";
  private static final String RAW = "raw-jsonl";

  @Parameters(arity = "1..*", paramLabel = "THREAD|SESSION", description = "What to export.")
  private List<String> ids;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "The format: ${COMPLETION-CANDIDATES}. Default: native.",
      completionCandidates = FormatNames.class)
  private @Nullable String format;

  @Option(
      names = "--out",
      paramLabel = "FILE|FOLDER",
      description =
          "Write to a file, which is there whole or not at all; or to a folder: one that is there, and for what "
              + "becomes several files.")
  private @Nullable Path out;

  @Option(
      names = "--progress",
      description =
          "Show how much has been written, and at which rate, on standard error. With --out it is shown where a "
              + "person watches.")
  private boolean progress;

  @Mixin private StageOptions options;

  private List<Stage> stages = List.of();

  @Override
  void check() {
    refuseAsTarget(out);
    FormatNames.check(format);
    stages = options.stages();
    if (options.shorten() && !RAW.equals(format)) {
      throw CommandFailed.usage("compress and strip shorten raw recordings: add --format " + RAW);
    }
    if (out == null && Exporter.isFolder(format)) {
      throw CommandFailed.usage("the format " + format + " is a folder: say which with --out");
    }
    if (out == null && isForeign() && ids.size() > 1) {
      throw CommandFailed.usage("several ids are several files: say which folder with --out");
    }
    if (new HashSet<>(ids).size() < ids.size()) {
      throw CommandFailed.usage("an id is named twice");
    }
  }

  private boolean isForeign() {
    return format != null && !format.equals(NATIVE);
  }

  @Override
  int run(Threadbase threadbase, Output output) {
    ExportReport report = watched(threadbase);
    if (out != null && output.json()) {
      output.object(ExportLine.of(out.toString(), format == null ? NATIVE : format, report));
    } else {
      tell(report.losses());
      StageLine.print(report.stages(), aside(), output.json());
    }
    return report.losses().isEmpty() ? ExitCode.DONE : ExitCode.LOSSES;
  }

  private ExportReport watched(Threadbase threadbase) {
    boolean watched = progress || (out != null && Ansi.AUTO.enabled());
    try (Progress bar = watched ? Progress.unbounded("export") : Progress.none()) {
      return export(threadbase.exporter().through(stages).telling(bar::step), threadbase);
    }
  }

  private void tell(List<Loss> losses) {
    String name = format == null ? NATIVE : format;
    losses.stream()
        .limit(LOSSES_SHOWN)
        .forEach(loss -> report("threadbase: " + LossText.of(loss, name)));
    int hidden = losses.size() - LOSSES_SHOWN;
    if (hidden > 0) {
      report("  and " + hidden + " more; --out with --json lists them");
    }
  }

  private ExportReport export(Exporter exporter, Threadbase threadbase) {
    try {
      if (out == null) {
        return toStandardOutput(exporter);
      }
      return isForeign() && isFolder(threadbase, out)
          ? toFolder(exporter, String.valueOf(format), out)
          : toFile(exporter, out);
    } catch (SessionNotFound neither) {
      throw Sessions.unknown(neither.sessionId());
    } catch (IllegalArgumentException twice) {
      throw CommandFailed.usage(String.valueOf(twice.getMessage()));
    } catch (PipelineException failure) {
      throw CommandFailed.because(StageFailure.text(failure));
    }
  }

  /** Whether what is asked for becomes a folder. */
  private boolean isFolder(Threadbase threadbase, Path target) {
    return Exporter.isFolder(format)
        || ids.size() > 1
        || Files.isDirectory(target)
        || threadbase.threads().findThread(ids.get(0)).isEmpty();
  }

  private ExportReport toFolder(Exporter exporter, String folders, Path target) {
    try {
      return exporter.exportFolder(ids, folders, target);
    } catch (UncheckedIOException failure) {
      throw CommandFailed.because(FileFailure.unwritable(target, failure));
    }
  }

  private ExportReport toFile(Exporter exporter, Path target) {
    try {
      return exporter.export(ids, format, target);
    } catch (UncheckedIOException failure) {
      throw CommandFailed.because(FileFailure.unwritable(target, failure));
    }
  }

  private ExportReport toStandardOutput(Exporter exporter) {
    OutputStream output = new BufferedOutputStream(bytes(), BUFFER);
    try {
      ExportReport report = exporter.export(ids, format, output);
      output.flush();
      return report;
    } catch (UncheckedIOException failure) {
      throw new StandardOutput.Lost(Objects.requireNonNull(failure.getCause()));
    } catch (IOException failure) {
      throw new StandardOutput.Lost(failure);
    }
  }
}
