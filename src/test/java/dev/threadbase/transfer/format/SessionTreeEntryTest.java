package dev.threadbase.transfer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ReferenceJson;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Nothing that an entry of a session tree says is lost on its way to a content and back. */
class SessionTreeEntryTest {

  private static final int ENTRIES = 2_000;
  private static final List<String> TEXTS =
      List.of(
          "",
          "",
          "a",
          "tool_call",
          "user",
          "assistant",
          "tool",
          "{}",
          "{\"a\":[1.0]}",
          "<&>\u2028\ud83d\ude00\u0000\b",
          " ",
          "ask_user");
  private static final List<String> TYPES =
      List.of(
          "user_message", "assistant_message", "tool_call", "tool_result", "compaction", "", "x");

  private final Random random = new Random(20_261_121);

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private void texts(ObjectNode object, String... names) {
    for (String name : names) {
      object.put(name, text());
    }
  }

  private ObjectNode message() {
    ObjectNode message = JsonMapper.shared().createObjectNode();
    texts(message, "Role", "Content", "Reasoning", "ToolCallID", "ToolName", "ToolArgs");
    texts(message, "EntryID", "ParentEntryID", "Kind", "CompactionID", "CompactionWindowID");
    message.put("CompactionGeneration", random.nextInt(3) - 1);
    if (random.nextBoolean()) {
      ObjectNode result = message.putObject("ToolResult");
      result.put("truncated", random.nextBoolean()).put("strategy", text());
      if (random.nextBoolean()) {
        result.putObject("full_output").put("url", text()).put("size_bytes", random.nextLong());
      }
    }
    return message;
  }

  private ObjectNode entry() {
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    entry.put("type", TYPES.get(random.nextInt(TYPES.size())));
    texts(entry, "turn_id", "turn_status", "provider", "model");
    if (random.nextInt(4) > 0) {
      entry.set("message", message());
    }
    if (random.nextInt(3) == 0) {
      texts(entry, "compaction_id", "previous_compaction_id", "compacted_through_entry_id");
      texts(entry, "summary_schema_version", "compaction_window_id", "first_kept_entry_id");
      texts(entry, "compaction_trigger", "compaction_reason", "compaction_phase", "summary");
      entry.put("compaction_generation", random.nextInt());
      entry.put("tokens_before", random.nextLong()).put("tokens_after_estimate", 0);
      entry.putArray("kept_user_entry_ids").add(text()).add(text());
    }
    if (random.nextInt(3) == 0) {
      texts(entry, "error");
      entry.putObject("context_usage_after").put("input_tokens", 7).put("source", text());
      entry.putObject("metadata").put(text(), text()).put("\ud83d\ude00", "1").put("\uffff", "2");
    }
    return entry;
  }

  @Test
  void everyEntryComesBackAsItWas() {
    for (int i = 0; i < ENTRIES; i++) {
      ObjectNode entry = entry();
      NewEntry read = SessionTreeEntry.read(entry, JsonMapper.shared().createObjectNode());
      List<ObjectNode> written = SessionTreeEntry.write(read.type(), Content.parse(read.payload()));
      assertThat(written).hasSize(1);
      if (read.turnId() != null) {
        written.get(0).put("turn_id", read.turnId());
      }
      assertThat(line(written.get(0))).isEqualTo(line(entry));
    }
  }

  private static String line(JsonNode entry) {
    return ReferenceJson.compact(SessionTreeForm.ENTRY.write(entry));
  }

  @Test
  void unknownMembersAreKeptAsData() {
    JsonNode others = JsonMapper.shared().readTree("{\"path_depth\":3,\"run_id\":\"r\"}");
    ObjectNode entry = JsonMapper.shared().createObjectNode().put("type", "custom");
    assertThat(Content.parse(SessionTreeEntry.read(entry, others).payload()).data())
        .isEqualTo("{\"path_depth\":3,\"run_id\":\"r\"}");
  }

  @Test
  void aMessageOfSeveralCallsIsOneEntryForEach() {
    Message message =
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Text("Let me look."),
                new Part.ToolCall("c1", "read", "{}"),
                new Part.ToolCall("c2", "list", "{}")));
    List<ObjectNode> written =
        SessionTreeEntry.write(EntryType.TOOL_CALL, Content.of(message).withModel("p", "m"));
    assertThat(written)
        .extracting(entry -> entry.path("message").path("ToolCallID").asString())
        .containsExactly("c1", "c2");
    assertThat(written)
        .extracting(entry -> entry.path("type").asString())
        .containsOnly("tool_call");
    assertThat(written).extracting(entry -> entry.path("model").asString()).containsOnly("m");
  }
}
