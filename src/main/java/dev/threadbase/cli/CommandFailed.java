package dev.threadbase.cli;

import java.io.Serial;

/** A command cannot do what it was asked, for a reason that the command line itself found. */
final class CommandFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  CommandFailed(String message) {
    super(message);
  }
}
