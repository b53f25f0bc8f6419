package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fork",
    description = "Fork a thread, at its leaf or elsewhere; prints the id of the new thread.")
final class ForkCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread to fork.")
  private String threadId;

  @ArgGroup private @Nullable Where where;

  @Option(names = "--id", paramLabel = "NEW", description = "The id of the new thread.")
  private @Nullable String newId;

  /** Where the fork ends. */
  static final class Where {
    @Option(names = "--at", paramLabel = "ENTRY", description = "The fork ends with this entry.")
    private @Nullable String at;

    @Option(
        names = "--before",
        paramLabel = "ENTRY",
        description = "The fork ends before this entry.")
    private @Nullable String before;
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    ThreadMeta fork = threadbase.threads().fork(options());
    if (out.json()) {
      out.object(ThreadLine.of(fork));
    } else {
      out.line(Printable.line(fork.id()));
    }
    return ExitCode.DONE;
  }

  private ForkOptions options() {
    ForkOptions options = ForkOptions.of(threadId).as(newId);
    if (where != null && where.at != null) {
      return options.at(where.at);
    }
    return where != null && where.before != null ? options.before(where.before) : options;
  }
}
