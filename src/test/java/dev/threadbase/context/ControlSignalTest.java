package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to the host are text in a context. */
class ControlSignalTest {

  private static String shown(String tool, String arguments) {
    ReferencePath path = new ReferencePath();
    path.call("c1", tool, arguments);
    ContextProjection context =
        ContextBuilder.buildContextProjection(path.entries(), ContextOptions.DEFAULT);
    assertThat(context.messages().get(0).role()).isEqualTo(Role.ASSISTANT);
    assertThat(context.annotations().get(0).kind()).isEqualTo("control_signal");
    assertThat(context.annotations().get(0).entryType()).isEqualTo(EntryType.TOOL_CALL);
    assertThat(context.annotations().get(0).entryId()).isEqualTo("e0");
    assertThat(context.annotations().get(0).toolName()).isNull();
    assertThat(context.annotations().get(0).toolCallId()).isNull();
    assertThat(context.messages().get(0).parts()).hasSize(1);
    return context.messages().get(0).text();
  }

  @Test
  void aQuestionAndACompletionAreText() {
    assertThat(shown("ask_user", "{\"question\":\"more?\"}"))
        .isEqualTo("Agent requested user input: more?");
    assertThat(shown("task_complete", "\u00a0{\"output\":\"all \\u00e9\"}\n"))
        .isEqualTo("Agent completed the task: all \u00e9");
    assertThat(shown("ask_user", "{\"question\":\"\"}")).isEqualTo("Agent requested user input: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{}",
        "null",
        "\"question\"",
        "{\"question\":1}",
        "{\"question\":null}",
        "{\"question\":[\"a\"]}",
        "{\"output\":\"a\"}",
        "{\"question\":\"a\",\"more\":1}",
        "{\"question\":\"a\"}{}",
        "{\"question\":\"a\"} x",
        "[{\"question\":\"a\"}]",
        "{\"question\":\"a",
        "{question:\"a\"}"
      })
  void otherArgumentsAreShownAsTheyAre(String arguments) {
    assertThat(shown("ask_user", arguments)).isEqualTo("Agent requested user input: " + arguments);
  }

  @Test
  void onlyTheModelsCallsOfThoseNamesAreSignals() {
    ReferencePath path = new ReferencePath();
    path.call("c1", "Ask_User", "{}");
    path.add(
        EntryType.ASSISTANT_MESSAGE, ReferencePath.called("assistant", "", "c2", "ask_user", "{}"));
    path.add(EntryType.TOOL_CALL, ReferencePath.called("user", "", "c3", "ask_user", "{}"));
    assertThat(ContextBuilder.buildContext(path.entries()))
        .hasSize(3)
        .allSatisfy(
            message -> assertThat(message.parts()).anyMatch(Part.ToolCall.class::isInstance));
  }

  @Test
  void besideOtherCallsOnlyTheSignalIsText() {
    Part other = new Part.ToolCall("c1", "read", "{}");
    Message both =
        new Message(
            Role.ASSISTANT,
            List.of(other, new Part.ToolCall("c2", "ask_user", "{\"question\":\"q\"}")));
    assertThat(ControlSignal.replacedIn(both).parts())
        .containsExactly(other, new Part.Text("Agent requested user input: q"));
  }
}
