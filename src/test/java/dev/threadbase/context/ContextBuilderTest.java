package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.TurnStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of a path is in its context, and where a compaction cuts. */
class ContextBuilderTest {

  private final ReferencePath path = new ReferencePath();

  private ContextProjection context() {
    return ContextBuilder.buildContextProjection(path.entries(), ContextOptions.DEFAULT);
  }

  /** The entries that the messages of the context stand for. */
  private List<String> shown() {
    return context().annotations().stream().map(MessageAnnotation::entryId).toList();
  }

  private String checkpoint() {
    Message first = context().messages().get(0);
    assertThat(first.attributes()).containsEntry(ReferenceMessage.KIND, Checkpoint.KIND);
    return first.text();
  }

  @Test
  void anEmptyPathHasAnEmptyContext() {
    assertThat(context().messages()).isEmpty();
    assertThat(ReferenceProjection.json(context(), ContextPurpose.UI))
        .hasToString("{\"messages\":null}");
  }

  @Test
  void onlyWhatIsSaidIsInTheContext() {
    ReferenceMessage said = ReferencePath.said("user", "hidden");
    Stream.of(
            EntryType.THREAD_INFO,
            EntryType.TURN_MARKER,
            EntryType.MODEL_CHANGE,
            EntryType.ACTIVE_TOOLS_CHANGE,
            EntryType.RUN_FAILURE,
            EntryType.CUSTOM)
        .forEach(type -> path.add(type, said));
    String user = path.user("hi");
    String call = path.call("c1");
    String result = path.result("c1");
    String answer = path.assistant("done");
    String branch = path.branchSummary("the other branch");
    path.branchSummary("");
    path.add(EntryType.USER_MESSAGE, ReferencePath.said("", "nobody"));
    assertThat(shown()).containsExactly(user, call, result, answer, branch);
    assertThat(context().messages().get(4)).isEqualTo(Message.assistant("the other branch"));
  }

  @Test
  void roleIsNotHeldAgainstTheType() {
    String user = path.add(EntryType.TOOL_RESULT, ReferencePath.said("user", "typed"));
    String system = path.add(EntryType.USER_MESSAGE, ReferencePath.said("system", "rules"));
    assertThat(shown()).containsExactly(user, system);
  }

  @Test
  void anEntryInWordsOfAnotherHandSaysNothing() {
    path.add(EntryType.USER_MESSAGE, ReferenceMessage.EMPTY, Content.EMPTY, "no JSON");
    path.add(EntryType.USER_MESSAGE, ReferenceMessage.EMPTY, Content.EMPTY, "{\"message\":7}");
    assertThat(shown()).isEmpty();
  }

  @Test
  void everyMessageNamesItsEntryAndThatOnesParent() {
    String marker = path.marker(TurnStatus.STARTED);
    String user = path.user("hi");
    MessageAnnotation annotation = context().annotations().get(0);
    assertThat(annotation.entryId()).isEqualTo(user);
    assertThat(annotation.parentEntryId()).isEqualTo(marker);
    assertThat(annotation.entryType()).isEqualTo(EntryType.USER_MESSAGE);
  }

  @Test
  void aCompactionReplacesTheHeadAndKeepsTheTail() {
    path.user("old");
    path.assistant("old answer");
    String kept = path.user("kept");
    String answer = path.assistant("kept answer");
    String cut = path.compaction("S", kept);
    String next = path.user("next");
    assertThat(shown()).containsExactly(cut, kept, answer, next);
    assertThat(checkpoint())
        .startsWith("The conversation before the retained tail was compacted")
        .endsWith(
            "\n<compaction_summary schema=\"floret.compaction.summary.v1\">\nS\n"
                + "</compaction_summary>");
    assertThat(context().messages().get(0).attributes())
        .containsEntry("compaction_id", "c")
        .containsEntry("compaction_generation", "1")
        .containsEntry("compaction_window_id", "w");
    assertThat(path.size()).isEqualTo(6);
  }

  @Test
  void keptUsersStandInTheCheckpointAndOnesInTheTailOnlyThere() {
    String first = path.user("first <b>");
    String second = path.user("second");
    String inTail = path.user("in the tail");
    String answer = path.assistant("answer");
    String cut = path.compaction("S", inTail, first, inTail, first, "", "none", answer, second);
    assertThat(shown()).containsExactly(cut, inTail, answer);
    assertThat(checkpoint())
        .containsOnlyOnce("\"entry_id\": \"" + first + "\"")
        .contains(
            "\"content\": \"first \\u003cb\\u003e\"\n  },\n  {\n    \"entry_id\": \"" + second)
        .doesNotContain("\"entry_id\": \"" + inTail, "\"entry_id\": \"" + answer, "in the tail");
  }

  @Test
  void explicitKeptUsersLeaveNoTailToBeInferred() {
    String user = path.user("first");
    path.assistant("answer");
    String cut = path.compaction("S", null, user);
    assertThat(shown()).containsExactly(cut);
    assertThat(checkpoint())
        .startsWith(
            "The compacted conversation is represented by this checkpoint.\n"
                + "Use it as the current conversation context.\nNo retained tail follows")
        .contains("<preserved_user_inputs>\n", "\"entry_id\": \"" + user + "\"");
  }

  @Test
  void onlyTheLastCompactionCounts() {
    String first = path.user("first");
    String second = path.user("second");
    String third = path.user("third");
    path.compaction("OLD", second, first);
    String kept = path.user("kept");
    String cut = path.compaction("NEW", kept, second);
    assertThat(shown()).containsExactly(cut, kept);
    assertThat(checkpoint())
        .containsOnlyOnce("<preserved_user_inputs>")
        .containsOnlyOnce("<compaction_summary schema")
        .contains("retained tail follows after this message", "\"" + second + "\"", "NEW")
        .doesNotContain("OLD", "\"" + first + "\"", "\"" + third + "\"");
  }

  @Test
  void anEmptySummaryStillCutsOffTheHead() {
    path.user("old");
    String kept = path.user("kept");
    path.compaction("", kept);
    String next = path.user("next");
    assertThat(shown()).containsExactly(kept, next);
  }

  @Test
  void aBeginningBehindTheCompactionKeepsNothingBeforeIt() {
    String user = path.user("old");
    String cut = path.compaction("S", "e3", user);
    String next = path.user("next");
    String last = path.user("last");
    assertThat(last).isEqualTo("e3");
    assertThat(shown()).containsExactly(cut, next, last);
    assertThat(checkpoint()).contains("\"" + user + "\"");
  }

  @Test
  void withoutABeginningWhatWasSaidLastIsKept() {
    path.user("old");
    String last = path.assistant("last");
    path.marker(TurnStatus.COMPLETED);
    String cut = path.compaction("S", "unknown");
    assertThat(shown()).containsExactly(cut, last);
  }

  @Test
  void withoutABeginningALastResultIsKeptWithTheCallBeforeIt() {
    path.user("old");
    String call = path.call("c1");
    String result = path.result("c1");
    String cut = path.compaction("S", null);
    assertThat(shown()).containsExactly(cut, call, result);
  }

  @Test
  void withoutABeginningAParallelBatchIsTornAsTheReferenceTearsIt() {
    path.user("old");
    path.call("c1");
    String second = path.call("c2");
    String firstResult = path.result("c1");
    String secondResult = path.result("c2");
    String cut = path.compaction("S", null);
    assertThat(shown()).containsExactly(cut, second, firstResult, secondResult);
  }

  @Test
  void aBeginningThatIsAResultIsTakenLiterally() {
    path.user("old");
    path.call("c1");
    String result = path.result("c1");
    String cut = path.compaction("S", result);
    assertThat(shown()).containsExactly(cut, result);
  }

  @Test
  void aCompactionOfNothingThatWasSaidKeepsNothing() {
    path.marker(TurnStatus.STARTED);
    String cut = path.compaction("S", null);
    assertThat(shown()).containsExactly(cut);
  }

  @Test
  void aRetryTakesBackWhatStandsBetweenItsSourceAndItself() {
    String user = path.user("do");
    path.marker(TurnStatus.STARTED);
    path.call("c1");
    path.failure();
    path.retry(user);
    String answer = path.assistant("done");
    assertThat(shown()).containsExactly(user, answer);
  }

  @Test
  void aCompactionThatIsTakenBackDoesNotCut() {
    String user = path.user("do");
    path.compaction("S", null);
    path.retry(user);
    assertThat(shown()).containsExactly(user);
  }

  @Test
  void aRetryThatIsItselfTakenBackTakesNothingBack() {
    String user = path.user("do");
    String first = path.assistant("first");
    path.marker(TurnStatus.SAVE_POINT);
    path.retry(user);
    path.retry(first);
    assertThat(shown()).containsExactly(user, first);
  }
}
