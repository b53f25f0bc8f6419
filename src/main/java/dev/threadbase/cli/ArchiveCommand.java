package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "archive", description = "Leave a thread out of lists.")
final class ArchiveCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @Option(names = "--undo", description = "Take the thread into lists again.")
  private boolean undo;

  @Override
  int run(Threadbase threadbase, Output out) {
    ThreadMeta thread =
        threadbase.threads().updateThread(threadId, ThreadUpdate.NOTHING.archived(!undo));
    if (out.json()) {
      out.object(ThreadLine.of(thread));
    } else {
      report((undo ? "took back thread " : "archived thread ") + threadId);
    }
    return ExitCode.DONE;
  }
}
