package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an entry says survives its JSON. */
class ItemWireTest {

  private static final PodEvent EVENT = new PodEvent.Errored("child", "boom");

  @Test
  void usageKeepsAllSixNumbers() {
    LogEntry entry = new LogEntry.LlmUsage(6, new UsageRecord(1, 2, 3, 4, 5));
    assertThat(LogEntry.parse(entry.toJson())).isEqualTo(entry);
    assertThat(json(entry).get("ts").longValue()).isEqualTo(6);
    assertThat(json(entry).get("output_tokens").longValue()).isEqualTo(5);
  }

  @Test
  void invokeNamesItsKindAndItsTrigger() {
    LogEntry entry = new LogEntry.Invoke(1, Trigger.USER_SEND);
    assertThat(json(entry).get("kind").stringValue()).isEqualTo("invoke");
    assertThat(json(entry).get("trigger").stringValue()).isEqualTo("user_send");
    assertThat(LogEntry.parse(entry.toJson())).isEqualTo(entry);
  }

  @Test
  void extensionKeepsTimeDomainAndPayload() {
    LogEntry entry = new LogEntry.Extension(9, "memory.extract", "{\"b\":[1.0],\"a\":null}");
    assertThat(LogEntry.parse(entry.toJson())).isEqualTo(entry);
  }

  @Test
  void messageKeepsRoleAndText() {
    LoggedItem.Message back = (LoggedItem.Message) throughJson(LoggedItem.user("hello"));
    assertThat(back.role()).isEqualTo(LoggedItem.Role.USER);
    assertThat(back.content()).containsExactly(new ContentPart.Text("hello"));
  }

  @Test
  void toolCallKeepsItsArgumentsAsText() {
    LoggedItem call = new LoggedItem.ToolCall("c1", "read", "{ \"path\" : broken");
    assertThat(throughJson(call)).isEqualTo(call);
  }

  @Test
  void reasoningKeepsSummariesAndEncryptedContent() {
    LoggedItem thought = new LoggedItem.Reasoning("t", List.of("one", "two"), "blob", null);
    assertThat(throughJson(thought)).isEqualTo(thought);
  }

  @Test
  void reasoningKeepsItsSignature() {
    LoggedItem thought = new LoggedItem.Reasoning("t", List.of(), null, "sig");
    assertThat(item(thought).get("signature").stringValue()).isEqualTo("sig");
    assertThat(throughJson(thought)).isEqualTo(thought);
  }

  @Test
  void reasoningOfAnOlderLogHasNoSignature() {
    String line =
        "{\"kind\":\"assistant_item\",\"ts\":1,\"item\":"
            + "{\"kind\":\"reasoning\",\"text\":\"t\",\"encrypted_content\":null}}";
    assertThat(LogEntry.parse(line))
        .isEqualTo(
            new LogEntry.AssistantItem(1, new LoggedItem.Reasoning("t", List.of(), null, null)));
  }

  @Test
  void toolResultKeepsItsContent() {
    LoggedItem result = new LoggedItem.ToolResult("c1", "short", "long", false);
    assertThat(item(result).has("is_error")).isFalse();
    assertThat(throughJson(result)).isEqualTo(result);
  }

  @Test
  void toolResultSaysThatTheToolFailed() {
    LoggedItem result = new LoggedItem.ToolResult("c1", "short", null, true);
    assertThat(item(result).get("is_error").booleanValue()).isTrue();
    assertThat(throughJson(result)).isEqualTo(result);
  }

  @Test
  void messageIsTaggedByKindOnEveryLevel() {
    JsonNode message = item(LoggedItem.assistant("hi"));
    assertThat(message.get("kind").stringValue()).isEqualTo("message");
    assertThat(message.get("role").stringValue()).isEqualTo("assistant");
    assertThat(message.get("content").get(0).get("kind").stringValue()).isEqualTo("text");
    assertThat(message.get("content").get(0).get("text").stringValue()).isEqualTo("hi");
  }

  @Test
  void fileAttachmentKeepsPathAndBody() {
    SystemItem item = new SystemItem.FileAttachment("a.txt", "[File: a.txt]\nhello");
    assertThat(throughJson(item)).isEqualTo(item);
  }

  @Test
  void podEventKeepsEventAndBody() {
    SystemItem item = new SystemItem.FromPod(EVENT, EVENT.render());
    assertThat(throughJson(item)).isEqualTo(item);
  }

  @Test
  void itemOfAHistoryIsAToolResultOrElseAnAssistantItem() {
    LoggedItem result = new LoggedItem.ToolResult("c1", "s", null, false);
    assertThat(LogEntry.ofItem(result, 7)).isEqualTo(new LogEntry.ToolResult(7, result));
    assertThat(
            List.of(
                LoggedItem.assistant("a"),
                LoggedItem.system("s"),
                LoggedItem.user("u"),
                new LoggedItem.ToolCall("c", "n", "{}"),
                new LoggedItem.Reasoning("t", List.of(), null, null)))
        .allSatisfy(
            item ->
                assertThat(LogEntry.ofItem(item, 7))
                    .isEqualTo(new LogEntry.AssistantItem(7, item)));
  }

  private static LoggedItem throughJson(LoggedItem item) {
    String line = new LogEntry.AssistantItem(1, item).toJson();
    return ((LogEntry.AssistantItem) LogEntry.parse(line)).item();
  }

  private static SystemItem throughJson(SystemItem item) {
    String line = new LogEntry.SystemEvent(1, item).toJson();
    return ((LogEntry.SystemEvent) LogEntry.parse(line)).item();
  }

  private static JsonNode item(LoggedItem item) {
    return json(new LogEntry.AssistantItem(1, item)).get("item");
  }

  private static JsonNode json(LogEntry entry) {
    return JsonMapper.shared().readTree(entry.toJson());
  }
}
