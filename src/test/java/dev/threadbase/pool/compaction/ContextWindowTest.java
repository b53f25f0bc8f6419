package dev.threadbase.pool.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.pool.compaction.ContextWindow.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a context a budget holds, and what of it can be cut off. */
class ContextWindowTest {

  private static final long MUCH = 1_000_000;

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(Message::text).toList();
  }

  private static MadeContext turns(int count) {
    MadeContext context = new MadeContext();
    for (int i = 0; i < count; i++) {
      context.turn("q" + i);
    }
    return context;
  }

  @Test
  void nothingIsNothing() {
    ContextWindow window = new MadeContext().window(2);
    assertThat(window.within(MUCH)).isEmpty();
    assertThat(window.older()).isEmpty();
    assertThat(window.olderTurns()).isEmpty();
    assertThat(window.firstKeptId()).isNull();
    assertThat(window.compactionId()).isNull();
  }

  @Test
  void allOfItIsSentIfItFits() {
    assertThat(turns(5).window(1).within(MUCH)).hasSize(10);
    assertThat(turns(5).window(1).within(CompactionPolicy.UNLIMITED)).hasSize(10);
  }

  @Test
  void theNewestWholeTurnsAreSentThatFit() {
    MadeContext context = turns(5);
    ContextWindow window = context.window(1);
    assertThat(texts(window.within(context.tokensOfLast(4))))
        .containsExactly("q3", "re q3", "q4", "re q4");
    assertThat(texts(window.within(context.tokensOfLast(4) - 1))).containsExactly("q4", "re q4");
    assertThat(texts(window.within(context.tokensOfLast(5)))).hasSize(4);
  }

  @Test
  void theTailIsSentWhateverTheBudgetSays() {
    assertThat(texts(turns(5).window(2).within(0))).containsExactly("q3", "re q3", "q4", "re q4");
  }

  @Test
  void aShortConversationIsAllTail() {
    ContextWindow window = turns(2).window(6);
    assertThat(window.older()).isEmpty();
    assertThat(window.firstKeptId()).isNull();
    assertThat(window.within(0)).hasSize(4);
  }

  @Test
  void aTurnThatDoesNotFitHidesThoseBeforeIt() {
    MadeContext context =
        new MadeContext().turn("small").turn("large".repeat(100)).turn("q2").turn("q3");
    long budget = context.tokensOfLast(4) + 60;
    assertThat(texts(context.window(1).within(budget)))
        .containsExactly("q2", "re q2", "q3", "re q3");
  }

  @Test
  void summariesComeFirstAndBeforeOlderTurns() {
    MadeContext context = new MadeContext().summary("what was").turn("q1").turn("q2");
    ContextWindow window = context.window(1);
    assertThat(window.compactionId()).isEqualTo("e0");
    assertThat(texts(window.within(MUCH)))
        .containsExactly("what was", "q1", "re q1", "q2", "re q2");
    long both = context.tokensOfLast(2) + window.tokensInFront();
    assertThat(texts(window.within(both))).containsExactly("what was", "q2", "re q2");
    assertThat(texts(window.within(both - 1))).containsExactly("q2", "re q2");
  }

  @Test
  void whatIsOlderStandsBetweenTheSummariesAndTheTail() {
    ContextWindow window =
        new MadeContext().summary("what was").turn("q1").turn("q2").turn("q3").window(2);
    assertThat(window.older()).extracting(Said::entryId).containsExactly("e1", "e2");
    assertThat(window.olderTurns()).hasSize(1);
    assertThat(window.firstKeptId()).isEqualTo("e3");
    assertThat(window.holds("e6")).isTrue();
    assertThat(window.holds("e7")).isFalse();
  }

  @Test
  void aTurnIsCountedOnceHoweverManyToolsItUses() {
    MadeContext context = new MadeContext().turn("q0").say(Message.user("q1"));
    for (int i = 0; i < 10; i++) {
      context.say(Message.toolCall("c" + i, "bash", "{}"));
      context.say(Message.toolResult("c" + i, "bash", "ok"));
    }
    context.say(Message.assistant("done")).turn("q2");
    ContextWindow window = context.window(2);
    assertThat(window.firstKeptId()).isEqualTo("e2");
    assertThat(window.within(0)).hasSize(24);
  }

  @Test
  void whatStandsBeforeTheFirstQuestionIsATurnToo() {
    ContextWindow window =
        new MadeContext().say(Message.system("be brief")).turn("q1").turn("q2").window(1);
    assertThat(window.olderTurns()).hasSize(2);
    assertThat(window.older()).hasSize(3);
  }
}
