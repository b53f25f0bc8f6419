package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadRepository;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Print the entries of a thread's path.")
final class ShowCommand extends DatabaseCommand {

  @Parameters(paramLabel = "THREAD", description = "The thread.")
  private String threadId;

  @ArgGroup private @Nullable Which which;

  @Option(names = "--full", description = "Long texts too, from beginning to end.")
  private boolean full;

  /** Which of the thread's entries. */
  static final class Which {
    @Option(names = "--leaf", paramLabel = "ENTRY", description = "The path to this entry.")
    private @Nullable String leaf;

    @Option(
        names = "--all",
        description = "Every entry that the thread holds, abandoned branches included.")
    private boolean all;
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    EntryPrinter printer = new EntryPrinter(out, full);
    Consumer<Entry> print = out.json() ? entry -> out.object(EntryLine.of(entry)) : printer::print;
    try (Stream<Entry> entries = entries(threadbase.threads())) {
      entries.forEachOrdered(print);
    }
    return ExitCode.DONE;
  }

  private Stream<Entry> entries(ThreadRepository threads) {
    if (which != null && which.all) {
      return threads.streamEntries(threadId);
    }
    return threads.streamPath(threadId, which == null ? null : which.leaf);
  }
}
