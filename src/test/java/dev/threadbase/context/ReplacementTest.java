package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A compaction that names the messages that stand for what it cuts off. */
class ReplacementTest {

  private final ReferencePath path = new ReferencePath();

  private String compactedTo(String firstKept, Message... messages) {
    return path.add(
        EntryType.COMPACTION,
        Content.EMPTY
            .withSummary("in short")
            .withCompaction(Compaction.keeping(firstKept))
            .withReplacement(List.of(messages)));
  }

  private List<Message> context(ContextOptions options) {
    return ContextBuilder.buildContextProjection(path.entries(), options).messages();
  }

  @Test
  void theyAreInFrontAndNothingOfBeforeIsInTheContext() {
    String old = path.user("old");
    path.assistant("old answer");
    compactedTo(old, Message.user("what I wanted"), Message.assistant("what I know"));
    path.user("new");
    for (ContextOptions options : List.of(ContextOptions.DEFAULT, ContextOptions.REPAIRED)) {
      assertThat(context(options))
          .extracting(Message::text)
          .containsExactly("what I wanted", "what I know", "new");
    }
  }

  @Test
  void theNextCompactionSummarisesThemToo() {
    path.user("old");
    compactedTo("", Message.user("what I wanted"));
    path.user("new");
    path.assistant("x".repeat(400));
    path.user("newest");
    path.assistant("answer");
    CompactionBudget budget = new CompactionBudget(50_000, 100, 30, 0);
    CompactionPlan plan =
        CompactionPlanner.plan(path.entries(), CompactionRequest.MANUAL.within(budget));
    assertThat(plan.toSummarise().get(0)).isEqualTo(Message.user("what I wanted"));
    assertThat(plan.previousSummary()).isNull();
  }

  @Test
  void thePayloadHoldsThem() {
    Content content = Content.EMPTY.withReplacement(List.of(Message.user("what I wanted")));
    assertThat(content.toPayload()).contains("\"replacement\":[{\"role\":\"user\"");
    assertThat(Content.parse(content.toPayload())).isEqualTo(content);
    assertThat(Content.EMPTY.toPayload()).isEqualTo("{\"v\":1}");
  }
}
