package dev.threadbase.cli;

/** How a command ended. */
final class ExitCode {

  static final int DONE = 0;

  /** Something failed, and a line on standard error says what. */
  static final int FAILED = 1;

  /** The command was not understood. */
  static final int USAGE = 2;

  /** Somebody else may write the thread now: its lease is held, lost, or required and not there. */
  static final int LEASE = 3;

  /** Done, but something had no place and was left out; the report says what. */
  static final int LOSSES = 4;

  private ExitCode() {}
}
