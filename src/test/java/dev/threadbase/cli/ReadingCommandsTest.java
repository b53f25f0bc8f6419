package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What threads and show print. */
abstract class ReadingCommandsContract extends CommandContract {

  private static final Instant MADE = Instant.parse("2026-01-02T03:04:05.678901234Z");

  private String session = "";
  private Entry question;
  private Entry call;
  private Entry result;

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      ThreadRepository threads = threadbase.threads();
      ThreadMeta main =
          ThreadMeta.builder("main")
              .title(Title.of("Fix \u001b[31mit", "host"))
              .workspace("/w")
              .channel("c")
              .status("s")
              .createdAt(MADE)
              .build();
      session = Objects.requireNonNull(threads.createThread(main).sessionId());
      question = threads.appendMessage("main", "t1", Message.user("What is\nhere\u001b[2J?"));
      call = threads.appendMessage("main", "t1", thinking());
      result = threads.appendMessage("main", "t1", Message.toolResult("c1", "ls", "a.txt"));
      threads.fork(ForkOptions.of("main").at(question.id()).as("fork").madeAt(MADE.plusSeconds(1)));
      threads.createThread(
          ThreadMeta.builder("old").archived(true).createdAt(MADE.plusSeconds(2)).build());
    }
  }

  private static Message thinking() {
    return new Message(
        Role.ASSISTANT,
        List.of(
            new Part.Reasoning("a secret thought", null, null),
            new Part.Text("Let me "),
            new Part.Text("look."),
            new Part.ToolCall("c1", "ls", "{\"path\":\".\"}")));
  }

  @Test
  void threadsPrintsTheNamesThatScriptsRelyOn() {
    JsonNode main = run("threads", "--json").ok().objects().get(1);
    assertThat(names(main))
        .containsExactly(
            "thread_id",
            "session_id",
            "title",
            "entries",
            "leaf_id",
            "parent_thread_id",
            "forked_from_thread_id",
            "forked_from_entry_id",
            "workspace",
            "archived",
            "lease_required",
            "created_at",
            "updated_at");
    assertThat(main.get("thread_id").asString()).isEqualTo("main");
    assertThat(main.get("session_id").asString()).isEqualTo(session);
    assertThat(main.get("entries").asLong()).isEqualTo(3);
    assertThat(main.get("leaf_id").asString()).isEqualTo(result.id());
    assertThat(main.get("parent_thread_id").isNull()).isTrue();
    assertThat(main.get("archived").asBoolean()).isFalse();
    assertThat(main.get("created_at").asString()).isEqualTo("2026-01-02T03:04:05.678901234Z");
  }

  @Test
  void threadsFiltersAndPages() {
    assertThat(run("--json", "threads").texts("thread_id")).containsExactly("fork", "main");
    assertThat(run("threads", "--json", "--archived").texts("thread_id"))
        .containsExactly("old", "fork", "main");
    assertThat(run("threads", "--json", "--limit", "1").texts("thread_id")).containsExactly("fork");
    assertThat(run("threads", "--json", "--after", "fork").texts("thread_id"))
        .containsExactly("main");
    assertThat(run("threads", "--json", "--workspace", "/w").texts("thread_id"))
        .containsExactly("main");
    assertThat(run("threads", "--json", "--channel", "c").texts("thread_id"))
        .containsExactly("main");
    assertThat(run("threads", "--json", "--status", "none").texts("thread_id")).isEmpty();
    assertThat(run("threads", "--json", "--session", session).texts("thread_id"))
        .containsExactly("fork", "main");
  }

  @Test
  void threadsListsEveryPage() {
    try (Threadbase threadbase = threadbase()) {
      for (int i = 0; i < 201; i++) {
        threadbase.threads().createThread(ThreadMeta.builder("t" + i).build());
      }
    }
    assertThat(run("threads", "--json").ok().texts("thread_id"))
        .doesNotHaveDuplicates()
        .hasSize(203);
    assertThat(run("threads", "--json", "--limit", "202").texts("thread_id")).hasSize(202);
  }

  @Test
  void threadsPrintsTableForPeople() {
    Run run = run("threads").ok();
    assertThat(run.lines()).hasSize(4).noneMatch(line -> line.contains("\u001b"));
    assertThat(run.lines().get(3)).contains("main", "Fix ␛[31mit", "3", "/w");
    assertThat(run("threads", "--workspace", "nowhere").out()).isEmpty();
  }

  @Test
  void showPrintsTheNamesThatScriptsRelyOn() {
    List<JsonNode> entries = run("show", "main", "--json").ok().objects();
    assertThat(entries).hasSize(3);
    assertThat(names(entries.get(1)))
        .containsExactly(
            "entry_id",
            "parent_id",
            "segment_id",
            "seq",
            "thread_id",
            "type",
            "role",
            "turn_id",
            "model",
            "created_at",
            "text");
    JsonNode second = entries.get(1);
    assertThat(second.get("entry_id").asString()).isEqualTo(call.id());
    assertThat(second.get("parent_id").asString()).isEqualTo(question.id());
    assertThat(second.get("seq").asLong()).isEqualTo(1);
    assertThat(second.get("type").asString()).isEqualTo("tool_call");
    assertThat(second.get("role").asString()).isEqualTo("assistant");
    assertThat(second.get("model").isNull()).isTrue();
    assertThat(second.get("created_at").asString()).isEqualTo(call.createdAt().toString());
  }

  @Test
  void textIsWhatWasSaidWithoutReasoning() {
    try (Threadbase threadbase = threadbase()) {
      ThreadRepository threads = threadbase.threads();
      threads.appendCompaction("main", "t1", "in short", Compaction.keeping("x"), Map.of());
      threads.appendFailure("main", "t1", "rate limited");
      threads.append("main", NewEntry.raw(EntryType.CUSTOM, "{\"summary\":\"foreign\"}"));
      threads.append("main", NewEntry.raw(EntryType.CUSTOM, "not JSON"));
    }
    assertThat(run("show", "main", "--json").ok().texts("text"))
        .containsExactly(
            "What is\nhere\u001b[2J?",
            "Let me look.\nls {\"path\":\".\"}",
            "a.txt",
            "in short",
            "rate limited",
            null,
            null);
  }

  @Test
  void showReadsAnotherLeafOrTheWholeJournal() {
    try (Threadbase threadbase = threadbase()) {
      threadbase
          .threads()
          .append(
              "main",
              NewEntry.message(Message.user("again")),
              AppendOptions.DEFAULT.after(question.id()));
    }
    assertThat(run("show", "main", "--json").texts("text")).hasSize(2).contains("again");
    assertThat(run("show", "main", "--json", "--leaf", call.id()).texts("entry_id"))
        .containsExactly(question.id(), call.id());
    assertThat(run("show", "main", "--json", "--all").texts("entry_id")).hasSize(4);
  }

  @Test
  void showIsReadableAndHarmless() {
    Run run = run("show", "main").ok();
    assertThat(run.lines())
        .contains("  What is", "  here␛[2J?", "  [reasoning]", "  → ls {\"path\":\".\"}")
        .contains("  Let me look.", "  ← ls a.txt")
        .anyMatch(line -> line.startsWith("● user · ") && line.contains(question.id()))
        .noneMatch(line -> line.contains("secret") || line.contains("\u001b"));
  }

  @Test
  void showCutsLongTextsUnlessAskedNotTo() {
    String longLine = "x".repeat(1000);
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().appendMessage("fork", null, Message.user(longLine + "\ny".repeat(99)));
    }
    assertThat(run("show", "fork").lines())
        .noneMatch(line -> line.length() > 200)
        .contains("  … 88 more lines");
    assertThat(run("show", "fork", "--full").lines())
        .contains("  " + longLine)
        .filteredOn(line -> line.equals("  y"))
        .hasSize(99);
  }

  @Test
  void missingThreadIsOneLineAndNothingElse() {
    run("show", "nobody").failed(1, "thread not found: nobody");
    run("show", "nobody", "--json").failed(1, "thread not found: nobody");
    run("show", "main", "--leaf", "no").failed(1, "entry not found in thread main: no");
    run("threads", "--after", "nobody").failed(1, "thread not found: nobody");
  }
}

class SqliteReadingCommandsTest extends ReadingCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresReadingCommandsTest extends ReadingCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
