package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tool of the host that has the name of a control signal: its answers are not lost. */
class HostToolTest {

  private static final Part SAID = new Part.Text("Let me ask.");
  private static final Part CALL = new Part.ToolCall("c1", "ask_user", "{\"question\":\"q\"}");
  private static final Message ASKING = new Message(Role.ASSISTANT, List.of(SAID, CALL));
  private static final Part SIGNAL = new Part.Text("Agent requested user input: q");
  private static final Message ANSWER = Message.toolResult("c1", "ask_user", "yes");
  private static final Map<String, String> MARK = Map.of("kind", "control_signal");

  private final ReferencePath path = new ReferencePath();

  @BeforeEach
  void ask() {
    path.user("go");
    add(EntryType.TOOL_CALL, ASKING);
  }

  private void add(EntryType type, Message message) {
    path.add(type, ReferenceMessage.EMPTY, Content.EMPTY, Content.of(message).toPayload());
  }

  private ContextProjection repaired() {
    ContextProjection context =
        ContextBuilder.buildContextProjection(path.entries(), ContextOptions.REPAIRED);
    assertThat(Acceptance.complaints(context.messages())).isEmpty();
    assertThat(context.repairs()).isEmpty();
    return context;
  }

  @Test
  void anAnsweredCallStaysACall() {
    add(EntryType.TOOL_RESULT, ANSWER);
    assertThat(repaired().messages()).containsExactly(Message.user("go"), ASKING, ANSWER);
    assertThat(ToolCallCheck.problems(path.entries())).isEmpty();
  }

  @Test
  void aSecondAnswerIsOneTooMany() {
    add(EntryType.TOOL_RESULT, ANSWER);
    add(EntryType.TOOL_RESULT, ANSWER);
    assertThat(ToolCallCheck.problems(path.entries()))
        .extracting(ToolCallProblem::kind)
        .containsExactly(ToolCallProblem.Kind.DUPLICATE_RESULT);
  }

  @Test
  void anOpenCallIsTextBesideWhatElseIsSaid() {
    assertThat(repaired().messages())
        .containsExactly(
            Message.user("go"), new Message(Role.ASSISTANT, List.of(SAID, SIGNAL), MARK));
    assertThat(ToolCallCheck.problems(path.entries())).isEmpty();
    assertThat(ToolCallCheck.missingResults(path.entries())).isEmpty();
  }

  @Test
  void theDefaultContextReplacesTheWholeMessageAnsweredOrNot() {
    Message replaced = new Message(Role.ASSISTANT, List.of(SIGNAL), MARK);
    assertThat(ContextBuilder.buildContext(path.entries()))
        .containsExactly(Message.user("go"), replaced);
    add(EntryType.TOOL_RESULT, ANSWER);
    assertThat(ContextBuilder.buildContext(path.entries()))
        .containsExactly(Message.user("go"), replaced, ANSWER);
  }
}
