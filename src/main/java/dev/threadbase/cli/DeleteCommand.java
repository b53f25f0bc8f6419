package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.DeleteOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Delete a thread, and of its entries those that no other thread needs.")
final class DeleteCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Option(
      names = "--force",
      description = "Also if somebody holds its lease, or it takes no write without one.")
  private boolean force;

  @Override
  int run(Threadbase threadbase, Output out) {
    threadbase.threads().deleteThread(threadId, options());
    report("deleted thread " + threadId);
    return ExitCode.DONE;
  }

  private DeleteOptions options() {
    return force ? DeleteOptions.DEFAULT.force() : DeleteOptions.DEFAULT;
  }
}
