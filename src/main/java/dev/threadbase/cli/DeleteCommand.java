package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Delete a thread, and of its entries those that no other thread needs.")
final class DeleteCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Override
  int run(Threadbase threadbase, Output out) {
    threadbase.threads().deleteThread(threadId);
    report("deleted thread " + threadId);
    return ExitCode.DONE;
  }
}
