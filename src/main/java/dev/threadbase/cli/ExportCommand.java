package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.transfer.Exporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write a session as JSON lines, without any loss; or, with --format, a thread in the format that it was "
          + "imported from: the original, then what was appended since.",
      "The exit code is 4 if an appended entry has no place in the format."
    })
final class ExportCommand extends DatabaseCommand {

  private static final int BUFFER = 1 << 16;

  @Parameters(paramLabel = "THREAD|SESSION", description = "What to export.")
  private String id;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "The format: ${COMPLETION-CANDIDATES}. Default: native.",
      completionCandidates = FormatNames.class)
  private @Nullable String format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to a file, which is there whole or not at all.")
  private @Nullable Path file;

  @Override
  void check() {
    FormatNames.check(format);
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    long lost = export(threadbase.exporter());
    if (lost > 0) {
      String entries = lost == 1 ? " appended entry" : " appended entries";
      report("threadbase: the format " + format + " has no place for " + lost + entries);
    }
    return lost > 0 ? ExitCode.LOSSES : ExitCode.DONE;
  }

  private long export(Exporter exporter) {
    try {
      return file == null ? toStandardOutput(exporter) : toFile(exporter, file);
    } catch (SessionNotFound neither) {
      throw Sessions.unknown(id);
    }
  }

  private long toFile(Exporter exporter, Path target) {
    try {
      return exporter.export(id, format, target);
    } catch (UncheckedIOException failure) {
      throw CommandFailed.because(FileFailure.unwritable(target, failure));
    }
  }

  private long toStandardOutput(Exporter exporter) {
    OutputStream output = new BufferedOutputStream(bytes(), BUFFER);
    try {
      long lost = exporter.export(id, format, output);
      output.flush();
      return lost;
    } catch (UncheckedIOException failure) {
      throw new StandardOutput.Lost(Objects.requireNonNull(failure.getCause()));
    } catch (IOException failure) {
      throw new StandardOutput.Lost(failure);
    }
  }
}
