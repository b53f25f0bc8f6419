package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnStart;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/leases.md, in their order, and compares what they print. */
abstract class LeasesPageCommandsContract extends CommandContract {

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
    List<PageCommands> commands = PageCommands.of("docs/leases.md");
    assertThat(commands).hasSize(3);
    for (PageCommands command : commands) {
      assertThat(run(command.arguments().toArray(String[]::new)).ok().out())
          .is(MarkdownPage.shownAs(command.output()));
    }
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
