package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.search.SearchTerm;
import dev.threadbase.search.Snippet;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that searches, alone and as docs/search.md shows it. */
abstract class SearchCommandsContract extends CommandContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      threadbase.threads().createThread(ThreadMeta.builder("balcony").workspace("/garden").build());
      say(threadbase, Message.user("What grows in the shade?"), "q1", 0);
      say(threadbase, Message.assistant("Mint and chives. In deep shade: ferns."), "a1", 1);
      say(threadbase, Message.user("And in\u001b[31m the sun?"), "q2", 2);
    }
  }

  private static void say(Threadbase threadbase, Message message, String id, int second) {
    NewEntry entry = NewEntry.message(message).withId(id).at(NOON.plusSeconds(second));
    threadbase.threads().append("balcony", entry);
  }

  @Test
  void everyCommandPrintsWhatThePageSays() {
    List<PageCommands> commands = PageCommands.of("docs/search.md");
    assertThat(commands).hasSize(2);
    for (PageCommands command : commands) {
      assertThat(run(command.arguments().toArray(String[]::new)).ok().out())
          .is(MarkdownPage.shownAs(command.output()));
    }
  }

  @Test
  void optionsNarrowAndWidenTheSearch() {
    assertThat(run("search", "shade", "--json").ok().texts("entry_id"))
        .containsExactlyInAnyOrder("q1", "a1");
    assertThat(run("search", "shade", "--json", "--role", "user").ok().texts("entry_id"))
        .containsExactly("q1");
    assertThat(run("search", "in", "the", "--json", "--limit", "1").ok().lines()).hasSize(1);
    assertThat(run("search", "shade", "--workspace", "/elsewhere").err())
        .isEqualTo("nothing found" + System.lineSeparator());
    try (Threadbase threadbase = Threadbase.open(database.config())) {
      threadbase
          .threads()
          .append(
              "balcony",
              NewEntry.message(Message.user("elsewhere")),
              AppendOptions.DEFAULT.after("q1"));
    }
    assertThat(run("search", "ferns", "--json").ok().lines()).isEmpty();
    assertThat(run("search", "ferns", "--json", "--abandoned").ok().texts("entry_id"))
        .containsExactly("a1");
    assertThat(run("search", "ferns", "--json", "--deleted").ok().lines()).isEmpty();
  }

  @Test
  void whatWouldHarmATerminalIsShownAsASign() {
    assertThat(run("search", "sun").ok().out()).contains("And in␛[31m the sun?");
  }

  @Test
  void anIncompleteIndexIsSaidAndCompleted() {
    try (Threadbase without = Threadbase.open(database.config().withoutSearch())) {
      say(without, Message.user("thyme"), "q3", 3);
    }
    assertThat(run("search", "thyme").err())
        .contains("nothing found")
        .contains("the index is not complete");
    CommandContract.Run reindexed = run("search", "--reindex");
    assertThat(reindexed.code()).isZero();
    assertThat(reindexed.out()).isEmpty();
    assertThat(reindexed.err())
        .isEqualTo("1 message put into the index, which is complete" + System.lineSeparator());
    assertThat(run("search", "thyme", "--json").ok().texts("entry_id")).containsExactly("q3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"search", "search x --limit 0", "search x --limit 1001", "search --limit y"})
  void wrongUsageIsSaid(String line) {
    assertThat(run(line.split(" ", -1)).code()).isEqualTo(2);
  }

  @Test
  void matchesAreBoldWhereAPersonWatches() {
    Snippet snippet = Snippet.of("Mint and tea", SearchTerm.parse("tea mint"));
    assertThat(MarkedSnippet.of(snippet, true))
        .isEqualTo("\u001b[1mMint\u001b[22m and \u001b[1mtea\u001b[22m");
    assertThat(MarkedSnippet.of(snippet, false)).isEqualTo("Mint and tea");
  }
}

class SqliteSearchCommandsTest extends SearchCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSearchCommandsTest extends SearchCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
