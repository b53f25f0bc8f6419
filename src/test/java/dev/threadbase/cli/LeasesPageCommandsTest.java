package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnStart;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/leases.md, in their order, and compares what they print. */
abstract class LeasesPageCommandsContract extends CommandContract {

  private static final Pattern COMMAND =
      Pattern.compile(
          "^\\$ java -jar target/threadbase\\.jar --db agents\\.db (.*)\n((?:[^$].*\n)*)",
          Pattern.MULTILINE);
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|\\S+");

  @BeforeEach
  void leaveATurnBehind() {
    SettableClock noon = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    try (Threadbase threadbase = Threadbase.open(database.config().leaseClock(noon))) {
      threadbase.threads().createThread(ThreadMeta.builder("balcony").build());
      threadbase.turns().start(TurnStart.of("balcony", "turn-7", "desk-1:4711"));
    }
  }

  @Test
  void everyCommandPrintsWhatThePageSays() {
    List<Block> blocks = MarkdownPage.of("docs/leases.md").blocks("console");
    assertThat(blocks).hasSize(1);
    List<MatchResult> commands = COMMAND.matcher(blocks.get(0).code()).results().toList();
    assertThat(commands).hasSize(3);
    for (MatchResult command : commands) {
      String[] arguments =
          ARGUMENT.matcher(command.group(1)).results().map(this::bare).toArray(String[]::new);
      assertThat(run(arguments).ok().out())
          .as(command.group(1))
          .is(MarkdownPage.shownAs(command.group(2)));
    }
  }

  private String bare(MatchResult argument) {
    return argument.group(1) == null ? argument.group() : argument.group(1);
  }
}

class SqliteLeasesPageCommandsTest extends LeasesPageCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeasesPageCommandsTest extends LeasesPageCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
