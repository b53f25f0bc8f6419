package dev.threadbase.cli;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Makes a failure one line on standard error and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {

  private final Main main;

  FailureHandler(Main main) {
    this.main = main;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    PrintWriter err = commandLine.getErr();
    // What is already printed goes first, where both streams are one terminal.
    commandLine.getOut().flush();
    err.println("threadbase: " + Printable.line(message(failure)));
    if (main.verbose()) {
      failure.printStackTrace(err);
    }
    err.flush();
    return exitCode(failure);
  }

  static int exitCode(Exception failure) {
    if (failure instanceof CommandFailed known) {
      return known.exitCode();
    }
    boolean lease =
        failure instanceof ActiveTurn
            || failure instanceof LeaseLost
            || failure instanceof LeaseRequired;
    return lease ? ExitCode.LEASE : ExitCode.FAILED;
  }

  /** Only our own exceptions promise to quote no data. */
  private static String message(Exception failure) {
    return failure instanceof ThreadbaseException || failure instanceof CommandFailed
        ? String.valueOf(failure.getMessage())
        : "unexpected failure: " + failure.getClass().getSimpleName() + " (--verbose says where)";
  }
}
