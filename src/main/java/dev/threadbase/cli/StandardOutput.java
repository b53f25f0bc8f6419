package dev.threadbase.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine;

/**
 * Standard output in UTF-8 that says when it can no longer be written; {@link System#out} and
 * {@link PrintWriter} would go on in silence.
 */
final class StandardOutput extends Writer {

  private static final int BUFFER = 1 << 16;

  private final Writer target;

  StandardOutput(OutputStream stream) {
    this.target =
        new OutputStreamWriter(new BufferedOutputStream(stream, BUFFER), StandardCharsets.UTF_8);
  }

  static PrintWriter open() {
    return new PrintWriter(new StandardOutput(new FileOutputStream(FileDescriptor.out)));
  }

  /** Runs a command, writes what is left, and returns the exit code. */
  static int flushing(CommandLine commandLine, IntSupplier command) {
    try {
      int code = command.getAsInt();
      commandLine.getOut().flush();
      return code;
    } catch (Lost lost) {
      return lost.report(commandLine.getErr());
    }
  }

  @Override
  public void write(char[] text, int offset, int length) {
    reporting(
        () -> {
          target.write(text, offset, length);
          return length;
        });
  }

  @Override
  public void flush() {
    reporting(
        () -> {
          target.flush();
          return 0;
        });
  }

  @Override
  public void close() {
    flush();
  }

  private static void reporting(Callable<Integer> work) {
    try {
      work.call();
    } catch (IOException failure) {
      throw new Lost(failure);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Nobody takes the output any more. An error, so that no command and no parser takes it for a
   * failure of its own.
   */
  static final class Lost extends Error {
    @Serial private static final long serialVersionUID = 1;

    private final String reason;

    Lost(IOException cause) {
      super("standard output cannot be written", cause);
      this.reason = String.valueOf(cause.getMessage());
    }

    /** The exit code: a reader that has seen enough, as {@code head} has, is no failure. */
    int report(PrintWriter err) {
      if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
        return ExitCode.DONE;
      }
      err.println("threadbase: " + getMessage() + ": " + reason);
      return ExitCode.FAILED;
    }
  }
}
