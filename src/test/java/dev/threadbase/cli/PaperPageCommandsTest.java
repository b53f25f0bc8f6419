package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/markdown-and-html.md, and compares what a terminal shows. */
abstract class PaperPageCommandsContract extends CommandContract {

  @BeforeEach
  void ask() {
    try (Threadbase threadbase = threadbase()) {
      Title title = Title.of("In the shade", "host");
      threadbase.threads().createThread(ThreadMeta.builder("balcony").title(title).build());
      for (Message message :
          List.of(
              Message.user("What grows in the shade?"),
              Message.assistant("# Mint\n\nIt likes <u>water</u>."))) {
        threadbase.threads().append("balcony", NewEntry.message(message));
      }
    }
  }

  @Test
  void everyCommandPrintsWhatThePageSays() {
    List<PageCommands> commands = PageCommands.of("docs/markdown-and-html.md");
    assertThat(commands).hasSize(3);
    for (PageCommands command : commands) {
      Run run = run(command.arguments().toArray(String[]::new));
      assertThat(run.out() + run.err()).is(MarkdownPage.shownAs(command.output()));
    }
  }
}

class SqlitePaperPageCommandsTest extends PaperPageCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPaperPageCommandsTest extends PaperPageCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
