package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.transfer.Exporter;
import dev.threadbase.transfer.FolderExport;
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
          + "imported from: the original, then what was appended since. A format of folders takes every thread of "
          + "the session, wherever it is from.",
      "The exit code is 4 if an entry has no place in the format."
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
      description =
          "Write to a file, which is there whole or not at all; for a format of folders, to a folder.")
  private @Nullable Path file;

  @Override
  void check() {
    FormatNames.check(format);
    if (file == null && Exporter.isFolder(format)) {
      throw CommandFailed.usage("the format " + format + " is a folder: say which with --out");
    }
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    if (format != null && file != null && Exporter.isFolder(format)) {
      return report(toFolder(threadbase.exporter(), format, file));
    }
    long lost = export(threadbase.exporter());
    if (lost > 0) {
      String entries = lost == 1 ? " appended entry" : " appended entries";
      report("threadbase: the format " + format + " has no place for " + lost + entries);
    }
    return lost > 0 ? ExitCode.LOSSES : ExitCode.DONE;
  }

  private FolderExport toFolder(Exporter exporter, String folders, Path target) {
    try {
      return exporter.exportFolder(id, folders, target);
    } catch (SessionNotFound neither) {
      throw Sessions.unknown(id);
    } catch (UncheckedIOException failure) {
      throw CommandFailed.because(FileFailure.unwritable(target, failure));
    }
  }

  private int report(FolderExport export) {
    if (export.lost() > 0) {
      String entries = export.lost() == 1 ? " entry says" : " entries say";
      report(
          "threadbase: " + export.lost() + entries + " something that has no place in " + format);
    }
    for (String thread : export.leavesLost()) {
      report("threadbase: " + format + " cannot keep the leaf of thread " + thread);
    }
    return export.losses() > 0 ? ExitCode.LOSSES : ExitCode.DONE;
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
