package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/segments.md, in their order, and compares what they print. */
abstract class SegmentsPageCommandsContract extends CommandContract {

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      LogSample.write(threadbase.segments());
    }
  }

  @Test
  void everyCommandPrintsWhatThePageSays() {
    List<PageCommands> commands = PageCommands.of("docs/segments.md");
    assertThat(commands).hasSize(4);
    for (PageCommands command : commands) {
      assertThat(run(command.arguments().toArray(String[]::new)).ok().out())
          .is(MarkdownPage.shownAs(command.output()));
    }
  }
}

class SqliteSegmentsPageCommandsTest extends SegmentsPageCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentsPageCommandsTest extends SegmentsPageCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
