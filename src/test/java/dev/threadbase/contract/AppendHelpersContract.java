package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.TurnStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The appends that have a name of their own. */
abstract class AppendHelpersContract extends Contract {

  @Test
  void messageTypeFollowsTheRole() {
    begin("a");
    List<Message> messages =
        List.of(
            Message.user("hi"),
            Message.assistant("ho"),
            Message.toolCall("c1", "grep", "{}"),
            Message.toolResult("c1", "grep", "found"),
            Message.system("be kind"),
            new Message(new Role("narrator"), List.of(new Part.Text("meanwhile"))));
    messages.forEach(message -> threads.appendMessage("a", "turn", message));
    List<Entry> path = threads.path("a");
    assertThat(path.stream().map(Entry::type))
        .containsExactly(
            EntryType.USER_MESSAGE,
            EntryType.ASSISTANT_MESSAGE,
            EntryType.TOOL_CALL,
            EntryType.TOOL_RESULT,
            EntryType.CUSTOM,
            EntryType.CUSTOM);
    assertThat(path.stream().map(Entry::role))
        .containsExactly("user", "assistant", "assistant", "tool", "system", "narrator");
    assertThat(path.stream().map(entry -> entry.content().message()))
        .containsExactlyElementsOf(messages);
    assertThat(path).allSatisfy(entry -> assertThat(entry.turnId()).isEqualTo("turn"));
    assertThat(path.stream().map(Entry::toolName))
        .containsExactly(null, null, "grep", "grep", null, null);
  }

  @Test
  void turnMarkerCarriesStatusAndMetadata() {
    begin("a");
    Entry marker =
        threads.appendTurnMarker("a", "turn", TurnStatus.SAVE_POINT, Map.of("step", "3"));
    assertThat(marker.type()).isEqualTo(EntryType.TURN_MARKER);
    assertThat(marker.turnId()).isEqualTo("turn");
    Content content = threads.entry("a", marker.id()).content();
    assertThat(content.turnStatus()).isEqualTo(TurnStatus.SAVE_POINT);
    assertThat(content.metadata()).isEqualTo(Map.of("step", "3"));
  }

  @Test
  void activeToolsBelongToNoTurn() {
    begin("a");
    Entry change = threads.appendActiveTools("a", Map.of("tools", "grep,ls"));
    assertThat(change.type()).isEqualTo(EntryType.ACTIVE_TOOLS_CHANGE);
    assertThat(change.turnId()).isNull();
    assertThat(change.content().metadata()).isEqualTo(Map.of("tools", "grep,ls"));
  }

  @Test
  void failureCarriesItsError() {
    begin("a");
    Entry failure = threads.appendFailure("a", "turn", "out of luck");
    assertThat(failure.type()).isEqualTo(EntryType.RUN_FAILURE);
    assertThat(threads.entry("a", failure.id()).content().error()).isEqualTo("out of luck");
  }

  @Test
  void compactionKeepsWhatItIsGivenEvenUnknownIds() {
    begin("a");
    Compaction given =
        new Compaction(
            "c2",
            "c1",
            "unknown-1",
            "v1",
            7,
            "w",
            "unknown-2",
            List.of("u1", "u2"),
            "manual",
            "threshold",
            "install",
            100,
            10,
            "{\"used\":100}",
            "{\"used\":10}");
    Entry entry = threads.appendCompaction("a", "turn", "so far", given, Map.of("k", "v"));
    assertThat(entry.type()).isEqualTo(EntryType.COMPACTION);
    Content content = threads.entry("a", entry.id()).content();
    assertThat(content.compaction()).isEqualTo(given);
    assertThat(content.summary()).isEqualTo("so far");
    assertThat(content.metadata()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void compactionIsNumberedWhenNoGenerationIsGiven() {
    begin("a");
    Compaction first = Compaction.keeping("kept");
    Compaction later =
        new Compaction(
            "c2", "c1", null, null, 0, null, "kept", List.of(), null, null, null, 0, 0, null, null);
    assertThat(generation(first, Map.of())).isEqualTo(1);
    assertThat(generation(later, Map.of())).isEqualTo(2);
    assertThat(generation(later, Map.of("compaction_generation", "7x"))).isEqualTo(7);
    assertThat(generation(first, Map.of("compaction_generation", "many"))).isEqualTo(1);
  }

  @Test
  void windowOfACompactionFallsBackToItsIdThenToTheFirstKeptEntry() {
    begin("a");
    Compaction named =
        new Compaction(
            "c1", null, null, null, 1, null, "kept", List.of(), null, null, null, 0, 0, null, null);
    assertThat(numbered(named, Map.of()).windowId()).isEqualTo("c1");
    assertThat(numbered(Compaction.keeping("kept"), Map.of()).windowId()).isEqualTo("kept");
  }

  @Test
  void helpersAppendAtTheLeaf() {
    begin("a");
    Entry one = threads.appendMessage("a", null, Message.user("hi"));
    Entry two = threads.appendFailure("a", null, "no");
    assertThat(two.parentId()).isEqualTo(one.id());
    assertThat(threads.thread("a").leafId()).isEqualTo(two.id());
  }

  private int generation(Compaction compaction, Map<String, String> details) {
    return numbered(compaction, details).generation();
  }

  private Compaction numbered(Compaction compaction, Map<String, String> details) {
    Entry entry = threads.appendCompaction("a", null, "summary", compaction, details);
    return Objects.requireNonNull(entry.content().compaction());
  }
}

class SqliteAppendHelpersTest extends AppendHelpersContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresAppendHelpersTest extends AppendHelpersContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
