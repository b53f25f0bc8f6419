package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ContextRepair.Kind;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a repaired context mends, one by one. */
class RepairedContextTest {

  private final ReferencePath path = new ReferencePath();

  private ContextProjection context() {
    ContextProjection context =
        ContextBuilder.buildContextProjection(path.entries(), ContextOptions.REPAIRED);
    assertThat(Acceptance.complaints(context.messages())).isEmpty();
    return context;
  }

  private List<Kind> kinds() {
    return context().repairs().stream().map(ContextRepair::kind).toList();
  }

  private List<String> shown() {
    return context().annotations().stream().map(MessageAnnotation::entryId).toList();
  }

  @Test
  void aCallWithoutAResultGetsAMarkedOne() {
    path.user("go");
    String call = path.call("c1");
    ContextProjection context = context();
    Part made = context.messages().get(2).parts().get(0);
    assertThat(made)
        .isInstanceOfSatisfying(
            Part.ToolResult.class,
            result -> {
              assertThat(result.callId()).isEqualTo("c1");
              assertThat(result.error()).isTrue();
            });
    assertThat(context.annotations().get(2).kind()).isEqualTo(ContextRepair.INTERRUPTED_RESULT);
    assertThat(context.annotations().get(2).entryId()).isEqualTo(call);
    assertThat(context.repairs()).containsExactly(new ContextRepair(Kind.RESULT_MADE, call, "c1"));
  }

  @Test
  void resultsWithoutACallAndRepeatedOnesAreLeftOut() {
    String user = path.user("go");
    path.result("none");
    String call = path.call("c1");
    String result = path.result("c1");
    path.result("c1");
    assertThat(shown()).containsExactly(user, call, result);
    assertThat(kinds()).containsExactly(Kind.ORPHAN_RESULT_DROPPED, Kind.DUPLICATE_RESULT_DROPPED);
  }

  @Test
  void aLateResultStandsBehindItsBatch() {
    String user = path.user("go");
    String call = path.call("c1");
    String impatient = path.user("well?");
    String result = path.result("c1");
    assertThat(shown()).containsExactly(user, call, result, impatient);
    assertThat(context().repairs())
        .containsExactly(new ContextRepair(Kind.RESULT_MOVED, result, "c1"));
  }

  @Test
  void resultsOfABatchMayStandInAnyOrder() {
    path.user("go");
    path.call("c1");
    path.call("c2");
    path.result("c2");
    path.result("c1");
    assertThat(kinds()).isEmpty();
    assertThat(context().messages()).isEqualTo(ContextBuilder.buildContext(path.entries()));
  }

  @Test
  void callsOfOneIdGetIdsOfTheirOwnAndSoDoTheirResults() {
    path.user("go");
    for (String id : List.of("c", "", "c", "")) {
      path.call(id);
      path.result(id);
    }
    List<String> calls =
        context().annotations().stream()
            .filter(annotation -> annotation.role().equals(Role.ASSISTANT.name()))
            .map(annotation -> String.valueOf(annotation.toolCallId()))
            .toList();
    assertThat(calls).containsExactly("c", "call-1", "c-2", "call-2");
    assertThat(kinds()).containsOnly(Kind.CALL_RENAMED).hasSize(3);
  }

  @Test
  void theUserHasTheFirstWord() {
    String first = path.assistant("hello");
    ContextProjection context = context();
    assertThat(context.messages()).hasSize(2);
    assertThat(context.annotations().get(0).kind()).isEqualTo(ContextRepair.OPENING);
    assertThat(context.repairs())
        .containsExactly(new ContextRepair(Kind.OPENING_MADE, first, null));
  }

  @Test
  void nothingIsEmpty() {
    String user = path.user("go");
    path.assistant(" \u00a0");
    assertThat(shown()).containsExactly(user);
    assertThat(kinds()).containsExactly(Kind.EMPTY_DROPPED);
  }

  @Test
  void aCutInsideATurnMovesToItsUser() {
    path.user("old");
    String user = path.user("go");
    String call = path.call("c1");
    String result = path.result("c1");
    String cut = path.compaction("S", result);
    assertThat(shown()).containsExactly(cut, user, call, result);
    assertThat(context().repairs()).containsExactly(new ContextRepair(Kind.CUT_MOVED, user, null));
  }

  @Test
  void aCutInsideATurnWhoseUserIsKeptMovesOnlyToItsBatch() {
    String user = path.user("go");
    path.call("a");
    path.result("a");
    String first = path.call("c1");
    String second = path.call("c2");
    String firstResult = path.result("c1");
    String secondResult = path.result("c2");
    String cut = path.compaction("S", second, user);
    assertThat(shown()).containsExactly(cut, first, second, firstResult, secondResult);
    assertThat(context().repairs()).containsExactly(new ContextRepair(Kind.CUT_MOVED, first, null));
  }

  @Test
  void aParallelBatchThatAnInferredCutTearsIsWhole() {
    String user = path.user("go");
    String first = path.call("c1");
    String second = path.call("c2");
    String firstResult = path.result("c1");
    String secondResult = path.result("c2");
    String cut = path.compaction("S", null);
    assertThat(shown()).containsExactly(cut, user, first, second, firstResult, secondResult);
  }

  @Test
  void whatAToolSaysBesideItsResultsIsLeftOutAndReported() {
    path.user("go");
    path.call("c1");
    Part result = new Part.ToolResult("c1", "read", List.of(), false);
    String both = tool(new Message(Role.TOOL, List.of(result, new Part.Text("by the way"))));
    assertThat(context().messages().get(2).parts()).containsExactly(result);
    assertThat(context().repairs())
        .containsExactly(new ContextRepair(Kind.MISPLACED_PART_DROPPED, both, null));
  }

  @Test
  void aResultThatTheUserSaysIsATools() {
    path.user("go");
    path.call("c1");
    Part result = new Part.ToolResult("c1", "read", List.of(), false);
    String both = tool(new Message(Role.USER, List.of(result, new Part.Text("and now?"))));
    List<Message> messages = context().messages();
    assertThat(messages.subList(2, 4))
        .containsExactly(new Message(Role.TOOL, List.of(result)), Message.user("and now?"));
    assertThat(context().repairs())
        .containsExactly(new ContextRepair(Kind.RESULT_MOVED, both, "c1"));
  }

  @Test
  void resultsInOneMessageKeepTheirOrder() {
    path.user("go");
    path.call("c1");
    path.call("c2");
    Part first = new Part.ToolResult("c1", "read", List.of(), false);
    Part second = new Part.ToolResult("c2", "read", List.of(), false);
    tool(new Message(Role.TOOL, List.of(second, first)));
    assertThat(context().messages().get(3).parts()).containsExactly(second, first);
    assertThat(kinds()).isEmpty();
  }

  private String tool(Message message) {
    String payload = Content.of(message).toPayload();
    return path.add(EntryType.TOOL_RESULT, ReferenceMessage.EMPTY, Content.EMPTY, payload);
  }
}
