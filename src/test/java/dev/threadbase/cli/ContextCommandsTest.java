package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextPurpose;
import dev.threadbase.context.ReferenceJson;
import dev.threadbase.context.ReferenceProjection;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What context and check print. */
abstract class ContextCommandsContract extends CommandContract {

  private static final String FULL_OUTPUT =
      "{\"truncated\":true,\"full_output\":{\"id\":\"a1\",\"safe_label\":\"all.txt\",\"size_bytes\":9000}}";

  /** An old question, a compaction, a question, two calls, the result of the first, an orphan. */
  private final List<Entry> entries = new ArrayList<>();

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      ThreadRepository threads = threadbase.threads();
      threads.createThread(ThreadMeta.builder("main").build());
      entries.add(threads.appendMessage("main", "t1", Message.user("What was\u001b[2J before?")));
      entries.add(threads.appendMessage("main", "t2", Message.user("What is here?")));
      Compaction cut = Compaction.keeping(entries.get(1).id());
      entries.add(threads.appendCompaction("main", null, "They talked.", cut, Map.of()));
      entries.add(threads.appendMessage("main", "t2", Message.toolCall("c1", "ls", "{}")));
      entries.add(threads.appendMessage("main", "t2", Message.toolCall("c2", "rm", "{}")));
      entries.add(threads.appendMessage("main", "t2", result("c1", "ls")));
      entries.add(threads.appendMessage("main", "t2", Message.toolResult("c9", "cat", "meow")));
    }
  }

  private static Message result(String callId, String name) {
    Part answer = new Part.ToolResult(callId, name, List.of(new Part.Text("a.txt")), false);
    return new Message(Role.TOOL, List.of(answer), Map.of("tool_result", FULL_OUTPUT));
  }

  private String id(int entry) {
    return entries.get(entry).id();
  }

  @Test
  void contextPrintsTheNamesThatScriptsRelyOn() {
    List<JsonNode> messages = run("context", "main", "--json").ok().objects();
    assertThat(messages).hasSize(6);
    assertThat(names(messages.get(2)))
        .containsExactly(
            "entry_id",
            "parent_id",
            "type",
            "role",
            "kind",
            "tool_call_id",
            "tool_name",
            "tokens",
            "text",
            "preview",
            "artifacts");
    JsonNode checkpoint = messages.get(0);
    assertThat(checkpoint.get("kind").asString()).isEqualTo("compaction_summary");
    assertThat(checkpoint.get("type").asString()).isEqualTo("compaction");
    assertThat(checkpoint.get("entry_id").asString()).isEqualTo(id(2));
    JsonNode call = messages.get(2);
    assertThat(call.get("entry_id").asString()).isEqualTo(id(3));
    assertThat(call.get("parent_id").asString()).isEqualTo(id(2));
    assertThat(call.get("type").asString()).isEqualTo("tool_call");
    assertThat(call.get("role").asString()).isEqualTo("assistant");
    assertThat(call.get("kind").asString()).isEmpty();
    assertThat(call.get("tool_call_id").asString()).isEqualTo("c1");
    assertThat(call.get("tool_name").asString()).isEqualTo("ls");
    assertThat(call.get("tokens").asLong()).isEqualTo(14);
    assertThat(call.get("text").asString()).isEqualTo("ls {}");
    assertThat(call.get("preview").isNull()).isTrue();
    assertThat(call.get("artifacts")).isEmpty();
  }

  @Test
  void contextForShowingHasPreviewsAndArtifacts() {
    JsonNode result =
        run("context", "main", "--purpose", "test_ui", "--json").ok().objects().get(4);
    assertThat(result.get("preview").asString()).isEqualTo("a.txt");
    assertThat(result.get("artifacts").get(0).toString())
        .isEqualTo("{\"id\":\"a1\",\"safe_label\":\"all.txt\",\"size_bytes\":9000}");
    assertThat(run("context", "main", "--purpose", "test_ui").lines())
        .contains("  ← ls a.txt", "  [whole: all.txt · a1]");
  }

  @Test
  void repairsOfAContextAreTheLastLineAndNeverLost() {
    List<JsonNode> lines = run("context", "main", "--repaired", "--json").ok().objects();
    assertThat(lines).hasSize(7);
    assertThat(lines.get(5).get("kind").asString()).isEqualTo("interrupted_result");
    assertThat(lines.get(5).get("entry_id").asString()).isEqualTo(id(4));
    assertThat(lines.get(6))
        .hasToString(
            "{\"repairs\":[{\"kind\":\"result_made\",\"entry_id\":\"%s\",\"tool_call_id\":\"c2\"},"
                    .formatted(id(4))
                + "{\"kind\":\"orphan_result_dropped\",\"entry_id\":\"%s\",\"tool_call_id\":\"c9\"}]}"
                    .formatted(id(6)));
    assertThat(run("context", "main", "--repaired", "--leaf", id(1), "--json").ok().lines())
        .last()
        .isEqualTo("{\"repairs\":[]}");
  }

  @Test
  void contextIsReadableAndHarmlessAndSaysHowMuchItIs() {
    Run run = run("context", "main", "--repaired");
    assertThat(run.code()).isZero();
    assertThat(run.lines())
        .contains("  → ls {}", "  ← ls a.txt", "  They talked.")
        .anyMatch(line -> line.startsWith("● user · compaction_summary · " + id(2) + " · "))
        .anyMatch(line -> line.startsWith("● tool · interrupted_result · " + id(4) + " · "))
        .noneMatch(line -> line.contains("meow") || line.contains("before?"));
    assertThat(run.err().lines().toList())
        .hasSize(3)
        .contains("repaired: result made · " + id(4) + " · call c2")
        .contains("repaired: orphan result dropped · " + id(6) + " · call c9")
        .last()
        .asString()
        .matches("6 messages, \\d+ tokens, 2 repairs");
    assertThat(run("context", "main", "--leaf", id(0)))
        .extracting(Run::code, Run::err)
        .containsExactly(0, "1 message, 15 tokens" + System.lineSeparator());
    assertThat(run("context", "main", "--leaf", id(0)).out()).contains("before?").contains("␛[2J");
  }

  @Test
  void contextInTheReferencesWordsIsItsJson() {
    ContextPurpose purpose = ContextPurpose.UI;
    JsonNode expected;
    try (Threadbase threadbase = threadbase()) {
      ContextOptions options = ContextOptions.DEFAULT.forPurpose(purpose);
      expected = ReferenceProjection.json(threadbase.contexts().context("main", options));
    }
    String[] asked = {"context", "main", "--purpose", "test_ui", "--reference"};
    assertThat(run(asked).ok().out()).isEqualTo(ReferenceJson.indented(expected) + "\n");
    assertThat(run("context", "main", "--purpose", "test_ui", "--reference", "--json").ok().out())
        .isEqualTo(ReferenceJson.compact(expected) + "\n");
    Run repaired = run("context", "main", "--reference", "--repaired");
    assertThat(repaired.out()).startsWith("{\n  \"messages\": [\n").endsWith("\n}\n");
    assertThat(repaired.err().lines()).hasSize(2).allMatch(line -> line.startsWith("repaired: "));
  }

  @Test
  void checkListsWhatIsWrongAndFails() {
    Run json = run("check", "main", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.err())
        .isEqualTo(
            "threadbase: the tool calls of thread main have 2 problems" + System.lineSeparator());
    assertThat(json.lines())
        .containsExactly(
            "{\"kind\":\"dangling_call\",\"entry_id\":\"%s\",\"tool_call_id\":\"c2\",\"tool_name\":\"rm\"}"
                .formatted(id(4)),
            "{\"kind\":\"orphan_result\",\"entry_id\":\"%s\",\"tool_call_id\":\"c9\",\"tool_name\":\"cat\"}"
                .formatted(id(6)));
    Run table = run("check", "main");
    assertThat(table.code()).isEqualTo(1);
    assertThat(table.lines()).hasSize(4).last().asString().contains("orphan result", id(6), "cat");
  }

  @Test
  void checkOfWhatIsInOrderSaysSo() {
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().createThread(ThreadMeta.builder("empty").build());
    }
    assertThat(run("check", "empty"))
        .isEqualTo(new Run(0, "", "no problems" + System.lineSeparator()));
    assertThat(run("check", "empty", "--json").ok().out()).isEmpty();
  }

  @Test
  void checkRepairsOnceAndSaysWhatStays() {
    Run repair = run("check", "main", "--repair", "--json");
    assertThat(repair.code()).isEqualTo(1);
    String made = repair.texts("entry_id").get(0);
    assertThat(repair.lines())
        .containsExactly(
            "{\"kind\":\"result_appended\",\"entry_id\":\"%s\",\"tool_call_id\":\"c2\",\"tool_name\":\"rm\"}"
                .formatted(made),
            "{\"kind\":\"orphan_result\",\"entry_id\":\"%s\",\"tool_call_id\":\"c9\",\"tool_name\":\"cat\"}"
                .formatted(id(6)));
    assertThat(run("show", "main", "--json").ok().texts("entry_id"))
        .hasSize(8)
        .last()
        .isEqualTo(made);
    assertThat(run("check", "main", "--repair", "--json").lines()).hasSize(1);
  }

  @Test
  void checkRepairsNothingWhileATurnMayStillAnswer() {
    try (Threadbase threadbase = threadbase()) {
      threadbase.leases().tryAcquire("main", "t2");
    }
    Run refused = run("check", "main", "--repair");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(run("check", "main", "--json").lines()).hasSize(2);
  }

  @Test
  void missingThreadIsOneLineAndNothingElse() {
    run("context", "nobody").failed(1, "thread not found: nobody");
    run("context", "main", "--leaf", "no").failed(1, "entry not found in thread main: no");
    run("check", "nobody").failed(1, "thread not found: nobody");
    run("check", "nobody", "--repair").failed(1, "thread not found: nobody");
  }
}

class SqliteContextCommandsTest extends ContextCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresContextCommandsTest extends ContextCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
