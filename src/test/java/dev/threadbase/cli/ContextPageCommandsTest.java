package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/context.md, in their order, and compares what a terminal shows. */
abstract class ContextPageCommandsContract extends CommandContract {

  @BeforeEach
  void leaveACallWithoutItsResult() {
    try (Threadbase threadbase = threadbase()) {
      ThreadRepository threads = threadbase.threads();
      threads.createThread(ThreadMeta.builder("balcony").build());
      append(threads, "q1", Message.user("Does mint like water?"));
      append(threads, "a1", Message.assistant("Yes, a lot."));
      append(threads, "q2", Message.user("What grows in the shade?"));
      Content cut =
          Content.EMPTY.withCompaction(Compaction.keeping("q2")).withSummary("Mint likes water.");
      threads.append("balcony", NewEntry.of(EntryType.COMPACTION, cut).withId("s1"));
      append(threads, "a2", Message.toolCall("call-1", "look_up", "{\"light\":\"shade\"}"));
      append(threads, "q3", Message.user("Are you still there?"));
    }
  }

  private static void append(ThreadRepository threads, String id, Message message) {
    threads.append("balcony", NewEntry.message(message).withId(id));
  }

  @Test
  void everyCommandPrintsWhatThePageSays() {
    List<PageCommands> commands = PageCommands.of("docs/context.md");
    assertThat(commands).hasSize(4);
    for (PageCommands command : commands) {
      Run run = run(command.arguments().toArray(String[]::new));
      assertThat(run.out() + run.err()).is(MarkdownPage.shownAs(command.output()));
    }
  }
}

class SqliteContextPageCommandsTest extends ContextPageCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresContextPageCommandsTest extends ContextPageCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
