package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "purge",
    description = "Remove for good what was deleted as restorable, and not restored since.")
final class PurgeCommand extends DatabaseCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "What was deleted at least so many days ago (default: ${DEFAULT-VALUE}).")
  private long days = ConversationStore.RETENTION.toDays();

  @Override
  void check() {
    if (days < 0 || days > 36_500) {
      throw new ParameterException(
          spec.commandLine(), "--days is not between 0 and 36500: " + days);
    }
  }

  @Override
  int run(Threadbase threadbase, Output out) {
    int purged = threadbase.conversations().purge(Instant.now().minus(Duration.ofDays(days)));
    report("purged " + purged + (purged == 1 ? " thread" : " threads"));
    return ExitCode.DONE;
  }
}
