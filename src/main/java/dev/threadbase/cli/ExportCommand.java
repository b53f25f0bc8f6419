package dev.threadbase.cli;

import dev.threadbase.Threadbase;
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
  int run(Threadbase threadbase, Output out) {
    long lost =
        file == null
            ? toStandardOutput(threadbase)
            : threadbase.exporter().export(id, FormatNames.checked(format), file);
    if (lost > 0) {
      report("threadbase: " + lost + " appended entries have no place in the format " + format);
    }
    return lost > 0 ? ExitCode.LOSSES : ExitCode.DONE;
  }

  private long toStandardOutput(Threadbase threadbase) {
    OutputStream output = new BufferedOutputStream(bytes(), BUFFER);
    try {
      long lost = threadbase.exporter().export(id, FormatNames.checked(format), output);
      output.flush();
      return lost;
    } catch (UncheckedIOException failure) {
      throw new StandardOutput.Lost(Objects.requireNonNull(failure.getCause()));
    } catch (IOException failure) {
      throw new StandardOutput.Lost(failure);
    }
  }
}
