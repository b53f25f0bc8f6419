package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.DeleteOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Delete a thread, and of its entries those that no other thread needs.")
final class DeleteCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @ArgGroup private How how = new How();

  /** One way or the other. */
  static final class How {
    @Option(
        names = "--force",
        description = "Also if somebody holds its lease, or it takes no write without one.")
    private boolean force;

    @Option(
        names = "--restorable",
        description = "Keep everything: undelete takes it back for thirty days, purge removes it.")
    private boolean restorable;
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    if (how.restorable) {
      threadbase.threads().thread(threadId);
      threadbase.conversations().delete(threadId);
      report("deleted thread " + threadId + "; undelete takes it back");
    } else {
      threadbase.threads().deleteThread(threadId, options());
      report("deleted thread " + threadId);
    }
    return ExitCode.DONE;
  }

  private DeleteOptions options() {
    return how.force ? DeleteOptions.DEFAULT.force() : DeleteOptions.DEFAULT;
  }
}
