package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a repaired context have ids of their own, and their results know them. */
class CallIdsTest {

  private static final int STEPS = 40_000;
  private static final int PARTS = 5_000;

  private final ReferencePath path = new ReferencePath();

  @BeforeEach
  void begin() {
    path.user("go");
  }

  private List<Message> messages() {
    List<Message> messages =
        ContextBuilder.buildContextProjection(path.entries(), ContextOptions.REPAIRED).messages();
    assertThat(Acceptance.complaints(messages)).isEmpty();
    return messages;
  }

  private static Stream<Part> parts(List<Message> messages) {
    return messages.stream().flatMap(message -> message.parts().stream());
  }

  private static List<String> called(List<Message> messages) {
    return parts(messages)
        .filter(Part.ToolCall.class::isInstance)
        .map(part -> ((Part.ToolCall) part).id())
        .toList();
  }

  private static List<String> answered(List<Message> messages) {
    return parts(messages)
        .filter(Part.ToolResult.class::isInstance)
        .map(part -> ((Part.ToolResult) part).callId())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c"})
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyStepsOfOneIdGetIdsOfTheirOwn(String id) {
    for (int i = 0; i < STEPS; i++) {
      path.call(id);
      path.result(id);
    }
    List<Message> messages = messages();
    assertThat(called(messages)).hasSize(STEPS).doesNotHaveDuplicates().doesNotContain("");
    assertThat(answered(messages)).isEqualTo(called(messages));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void soDoManyInOneMessage() {
    List<Part> calls = Collections.nCopies(PARTS, new Part.ToolCall("", "read", "{}"));
    path.add(
        EntryType.TOOL_CALL,
        ReferenceMessage.EMPTY,
        Content.EMPTY,
        Content.of(new Message(Role.ASSISTANT, calls)).toPayload());
    List<Message> messages = messages();
    assertThat(called(messages)).hasSize(PARTS).doesNotHaveDuplicates().doesNotContain("");
    assertThat(answered(messages)).isEqualTo(called(messages));
  }

  @Test
  void noIdIsMadeThatAnotherCallHas() {
    List<String> stored = List.of("", "call-1", "c", "c", "c-2", "", "c", "call-2");
    for (String id : stored) {
      path.call(id);
      path.result(id);
    }
    List<String> called = called(messages());
    assertThat(called).doesNotHaveDuplicates();
    for (String kept : List.of("call-1", "c", "c-2", "call-2")) {
      assertThat(called.indexOf(kept)).isEqualTo(stored.indexOf(kept));
    }
  }

  @Test
  void aResultGoesToTheCallOfTheToolThatItNames() {
    path.call("x", "read", "{}");
    path.call("x", "write", "{}");
    List<Part> results = new ArrayList<>();
    for (String tool : List.of("write", "read")) {
      Part text = new Part.Text("by " + tool);
      results.add(new Part.ToolResult("x", tool, List.of(text), false));
    }
    path.add(
        EntryType.TOOL_RESULT,
        ReferenceMessage.EMPTY,
        Content.EMPTY,
        Content.of(new Message(Role.TOOL, results)).toPayload());
    List<Message> messages = messages();
    assertThat(called(messages)).containsExactly("x", "x-2");
    assertThat(parts(messages.subList(3, 4)))
        .containsExactly(
            new Part.ToolResult("x-2", "write", List.of(new Part.Text("by write")), false),
            new Part.ToolResult("x", "read", List.of(new Part.Text("by read")), false));
  }

  @Test
  void aResultThatNamesNoToolOfTheBatchGoesToItsFirstCall() {
    path.call("x", "write", "{}");
    path.call("x", "delete", "{}");
    path.result("x");
    List<Message> messages = messages();
    assertThat(called(messages)).containsExactly("x", "x-2");
    assertThat(answered(messages)).containsExactly("x", "x-2");
    assertThat(messages.get(3).attributes()).isEmpty();
  }
}
