package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.Title;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What tree and lineage print. */
abstract class TreeCommandsContract extends CommandContract {

  private String session = "";
  private Entry question;
  private Entry call;

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      ThreadRepository threads = threadbase.threads();
      ThreadMeta main =
          ThreadMeta.builder("main").title(Title.of("Fix \u001b[31mit", "host")).build();
      session = Objects.requireNonNull(threads.createThread(main).sessionId());
      question = threads.appendMessage("main", null, Message.user("What is here?"));
      call = threads.appendMessage("main", null, Message.toolCall("c1", "ls", "{}"));
      threads.appendMessage("main", null, Message.toolResult("c1", "ls", "a.txt"));
      threads.fork(ForkOptions.of("main").at(question.id()).as("fork"));
    }
  }

  @Test
  void lineagePrintsTheNamesThatScriptsRelyOn() {
    List<JsonNode> segments = run("lineage", session, "--json").ok().objects();
    assertThat(segments).hasSize(2);
    assertThat(names(segments.get(0)))
        .containsExactly(
            "session_id",
            "segment_id",
            "parent_segment_id",
            "parent_length",
            "origin",
            "depth",
            "thread_id",
            "entries",
            "created_at",
            "at_turn_index",
            "base_turn");
    assertThat(segments.get(0).get("parent_length").isNull()).isTrue();
    assertThat(segments.get(1).get("parent_length").asLong()).isEqualTo(1);
    assertThat(segments.get(1).get("at_turn_index").isNull()).isTrue();
    assertThat(segments.get(1).get("origin").asString()).isEqualTo("fork");
    assertThat(run("lineage", "fork", "--json").out())
        .isEqualTo(run("lineage", session, "--json").out());
    assertThat(run("lineage", "fork").ok().lines()).hasSize(4);
  }

  @Test
  void treeDrawsForksAndLeaves() {
    Run run = run("tree", "fork").ok();
    assertThat(run.lines())
        .containsExactly(
            "session " + session + " · 2 threads · 2 segments · 3 entries",
            "└─ 3 entries · root · thread main  ◀ main “Fix ␛[31mit”",
            "   └─ empty · fork at 1 · thread fork  ◀ fork");
    assertThat(run("tree", session).out()).isEqualTo(run.out());
    assertThat(run("tree", "fork", "--json").ok().texts("thread_id"))
        .containsExactly("main", "fork");
  }

  @Test
  void treeFoldsManySmallSideBranches() {
    try (Threadbase threadbase = threadbase()) {
      ThreadRepository threads = threadbase.threads();
      for (int i = 0; i < 5; i++) {
        AppendOptions at = AppendOptions.DEFAULT.after(i == 0 ? question.id() : call.id());
        threads.append("main", NewEntry.message(Message.user("progress")), at);
      }
      threads.moveLeaf("main", call.id());
    }
    assertThat(run("tree", "main").ok().lines())
        .containsExactly(
            "session " + session + " · 2 threads · 7 segments · 8 entries",
            "└─ 3 entries · root · thread main",
            "   ├─ empty · fork at 1 · thread fork  ◀ fork",
            "   ├─ 5 side branches · 5 entries · at 1 to 2 (--all draws them)",
            "   └─ ◀ main “Fix ␛[31mit” at 2");
    assertThat(run("tree", "main", "--all").lines())
        .hasSize(9)
        .filteredOn(line -> line.contains("1 entry · branch at 2 · thread main"))
        .hasSize(4);
  }

  @Test
  void treeOfDeepSessionIsDrawn() {
    try (Threadbase threadbase = threadbase()) {
      String source = "fork";
      for (int i = 0; i < 60; i++) {
        threadbase.threads().appendMessage(source, null, Message.user("deeper"));
        source = threadbase.threads().fork(ForkOptions.of(source).as("d" + i)).id();
      }
    }
    assertThat(run("tree", "main").ok().lines())
        .hasSize(63)
        .allMatch(line -> line.length() < 200)
        .last()
        .asString()
        .contains("empty · fork at 61 · thread d59 · depth 61", "◀ d59");
  }

  @Test
  void missingSessionIsOneLineAndNothingElse() {
    run("tree", "nobody").failed(1, "neither a thread nor a session: nobody");
    run("lineage", "nobody").failed(1, "neither a thread nor a session: nobody");
  }
}

class SqliteTreeCommandsTest extends TreeCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresTreeCommandsTest extends TreeCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
