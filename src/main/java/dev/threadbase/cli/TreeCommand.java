package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.lineage.SessionTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tree", description = "Draw a session: its segments, forks and leaves.")
final class TreeCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD|SESSION", description = "The session, or a thread of it.")
  private String id;

  @Option(names = "--all", description = "Draw every side branch, however small.")
  private boolean all;

  @Override
  int run(Threadbase threadbase, Output out) {
    SessionTree session = Sessions.find(threadbase, id);
    if (out.json()) {
      TreeLine.of(session).forEach(out::object);
    } else {
      new TreeDrawing(session, all).draw(out);
    }
    return ExitCode.DONE;
  }
}
