package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The reference's messages in parts and back. */
class ReferenceMessageTest {

  private static final int MESSAGES = 5_000;
  private static final List<String> TEXTS =
      List.of("", "", "tool_call", "a", " ", "{\"x\":1}", "ask_user", "\ud83d\ude00\u2028\u0000");
  private static final List<String> ROLES =
      List.of("user", "assistant", "tool", "system", "", "Tool");
  private static final List<Integer> NUMBERS = List.of(0, 1, -1, Integer.MAX_VALUE);

  private static ReferenceMessage message(Random random) {
    String[] texts = new String[10];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = TEXTS.get(random.nextInt(TEXTS.size()));
    }
    return new ReferenceMessage(
        ROLES.get(random.nextInt(ROLES.size())),
        texts[0],
        texts[1],
        texts[2],
        texts[3],
        texts[4],
        texts[5],
        texts[6],
        texts[7],
        random.nextBoolean() ? null : "{\"truncated\":true}",
        texts[8],
        NUMBERS.get(random.nextInt(NUMBERS.size())),
        texts[9]);
  }

  @Test
  void everyMessageComesBackFromItsParts() {
    ContextPropertyTest.forEachSeed(
        MESSAGES,
        seed -> {
          ReferenceMessage message = message(new Random(seed));
          assertThat(ReferenceMessage.of(message.toMessage())).containsExactly(message);
        });
  }

  @Test
  void everyMessageComesBackFromItsPayload() {
    ContextPropertyTest.forEachSeed(
        MESSAGES,
        seed -> {
          ReferenceMessage message = message(new Random(seed));
          String payload = Content.of(message.toMessage()).toPayload();
          Message read = Objects.requireNonNull(Content.parse(payload).message());
          assertThat(ReferenceMessage.of(read)).containsExactly(message);
        });
  }

  @Test
  void aMessageOfSeveralCallsIsSeveral() {
    Message message =
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("why", null, null),
                new Part.Text("look"),
                new Part.ToolCall("c1", "read", "{}"),
                new Part.ToolCall("c2", "list", "[]"),
                new Part.Text("then")));
    assertThat(ReferenceMessage.of(message))
        .extracting(
            ReferenceMessage::content, ReferenceMessage::reasoning, ReferenceMessage::toolCallId)
        .containsExactly(
            tuple("look", "why", "c1"), tuple("tool_call", "", "c2"), tuple("then", "", ""));
  }

  @Test
  void everyMemberIsWrittenInItsOrder() {
    assertThat(ReferenceJson.compact(ReferencePath.said("user", "hello").json()))
        .isEqualTo(
            "{\"Role\":\"user\",\"Content\":\"hello\",\"Reasoning\":\"\",\"ToolCallID\":\"\","
                + "\"ToolName\":\"\",\"ToolArgs\":\"\",\"EntryID\":\"\",\"ParentEntryID\":\"\","
                + "\"Kind\":\"\",\"ToolResult\":null,\"CompactionID\":\"\","
                + "\"CompactionGeneration\":0,\"CompactionWindowID\":\"\"}");
  }

  @Test
  void aToolResultIsAnObjectOrNull() {
    ReferenceMessage message =
        new ReferenceMessage("tool", "", "", "c", "", "", "", "", "", "{}", "", 0, "");
    assertThat(message.json().get("ToolResult")).isEqualTo(JsonMapper.shared().readTree("{}"));
    ReferenceMessage foreign =
        new ReferenceMessage("tool", "", "", "c", "", "", "", "", "", "no JSON", "", 0, "");
    assertThat(foreign.json().get("ToolResult").isNull()).isTrue();
  }

  @Test
  void noTextIsInTheNameOfAMessage() {
    assertThat(ReferencePath.said("user", "secret").toString()).doesNotContain("secret");
  }
}
