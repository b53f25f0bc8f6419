package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "undelete",
    description = "Take back the deletion of a thread that was deleted as restorable.")
final class UndeleteCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Override
  int run(Threadbase threadbase, Output out) {
    if (!threadbase.conversations().restore(threadId)) {
      threadbase.threads().thread(threadId);
      throw CommandFailed.because(
          "thread " + threadId + " is not deleted, or has been for too long");
    }
    if (out.json()) {
      out.object(ThreadLine.of(threadbase.threads().thread(threadId)));
    } else {
      report("restored thread " + threadId);
    }
    return ExitCode.DONE;
  }
}
