package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a repaired context moves a cut that somebody else made inside a turn. */
class TurnCutTest {

  private final ReferencePath path = new ReferencePath();

  private void steps(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      path.call(prefix + i);
      path.result(prefix + i);
    }
  }

  private static ContextProjection context(List<Entry> entries, ContextOptions options) {
    ContextProjection context = ContextBuilder.buildContextProjection(entries, options);
    if (options.repaired()) {
      assertThat(Acceptance.complaints(context.messages())).isEmpty();
    }
    return context;
  }

  private List<String> shown() {
    return context(path.entries(), ContextOptions.REPAIRED).annotations().stream()
        .map(MessageAnnotation::entryId)
        .toList();
  }

  @Test
  void aLongTurnIsNotKeptWholeAgain() {
    path.user("go");
    steps("a", 4_990);
    String call = path.call("torn");
    String kept = path.result("torn");
    steps("b", 9);
    String cut = path.compaction("S", kept);
    path.user("next");

    assertThat(shown()).startsWith(cut, call, kept).hasSize(1 + 2 + 18 + 1);
  }

  @Test
  void aCutGrowsATailByAsMuchAsIsNearAndABatch() {
    long batch = TokenEstimate.of(Message.toolCall("c", "read", "x".repeat(900))) + 20;
    for (int steps : new int[] {10, 30, 36, 37, 38, 39, 40, 41, 60, 200}) {
      ReferencePath turn = new ReferencePath();
      turn.user("go");
      for (int i = 0; i < steps; i++) {
        turn.call("c", "read", "x".repeat(900));
        turn.result("c");
      }
      turn.compaction("S", turn.leaf());
      long before = context(turn.entries(), ContextOptions.DEFAULT).tokenEstimate();
      long after = context(turn.entries(), ContextOptions.REPAIRED).tokenEstimate();
      assertThat(after - before).isBetween(1L, TurnCut.FAR + batch);
    }
  }

  @Test
  void ofALongTurnNoMoreIsReadThanACutMayMove() {
    path.user("go");
    steps("a", 5_000);
    path.compaction("S", path.leaf());
    List<Entry> all = path.entries();
    RecordedPath source = new RecordedPath(all);
    List<Entry> read = AbridgedPath.read(source, true);
    assertThat(source.read()).isLessThan(2_500);
    assertThat(context(read, ContextOptions.REPAIRED))
        .isEqualTo(context(all, ContextOptions.REPAIRED));
  }

  @Test
  void aUserWithinReachBeginsTheTail() {
    path.user("old");
    String user = path.user("go");
    steps("a", 100);
    String cut = path.compaction("S", path.leaf());
    assertThat(shown()).startsWith(cut, user).hasSize(1 + 1 + 200);
    RecordedPath source = new RecordedPath(path.entries());
    assertThat(context(AbridgedPath.read(source, true), ContextOptions.REPAIRED))
        .isEqualTo(context(path.entries(), ContextOptions.REPAIRED));
  }

  @Test
  void aResultBehindTheUserWhoInterruptedItsCallIsNotLost() {
    String user = path.user("go");
    String call = path.call("c1");
    String impatient = path.user("well?");
    String result = path.result("c1");
    String cut = path.compaction("S", impatient);
    assertThat(shown()).containsExactly(cut, user, call, result, impatient);
  }

  @Test
  void norIfTheUserBeforeTheCallIsKeptWordForWord() {
    String user = path.user("go");
    String call = path.call("c1");
    String impatient = path.user("well?");
    String result = path.result("c1");
    String cut = path.compaction("S", impatient, user);
    assertThat(shown()).containsExactly(cut, call, result, impatient);
  }

  @Test
  void anAnswerThatIsAUsersMessageBeginsNoTurn() {
    String user = path.user("go");
    String call = path.call("c1");
    Part answer = new Part.ToolResult("c1", "read", List.of(new Part.Text("done")), false);
    String payload = Content.of(new Message(Role.USER, List.of(answer))).toPayload();
    String result =
        path.add(EntryType.USER_MESSAGE, ReferenceMessage.EMPTY, Content.EMPTY, payload);
    String last = path.assistant("it is done");
    String cut = path.compaction("S", result);
    assertThat(shown()).containsExactly(cut, user, call, result, last);
  }
}
