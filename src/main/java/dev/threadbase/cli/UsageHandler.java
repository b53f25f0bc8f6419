package dev.threadbase.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Makes wrong usage one line, and a second one that says where to read on. */
final class UsageHandler implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("threadbase: " + Printable.line(String.valueOf(failure.getMessage())));
    err.println(
        "Try '" + commandLine.getCommandSpec().qualifiedName() + " --help' for what it takes.");
    err.flush();
    return ExitCode.USAGE;
  }
}
