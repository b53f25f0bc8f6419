package dev.threadbase.cli;

import java.io.Serial;

/** A command cannot do what it was asked, for a reason that the command line itself found. */
final class CommandFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandFailed(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandFailed because(String message) {
    return new CommandFailed(message, ExitCode.FAILED);
  }

  /** What was written on the command line makes no sense. */
  static CommandFailed usage(String message) {
    return new CommandFailed(message, ExitCode.USAGE);
  }

  int exitCode() {
    return exitCode;
  }
}
