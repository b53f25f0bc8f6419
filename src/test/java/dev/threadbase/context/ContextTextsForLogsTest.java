package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that somebody said is in a text of this package that is made for logs. */
class ContextTextsForLogsTest {

  private static final String SECRET = "swordfish-4711";

  private static final Compaction COMPACTION =
      new Compaction(
          "c9", null, null, null, 3, "w", null, List.of(), SECRET, SECRET, null, 0, 0, SECRET,
          SECRET);

  private static void quiet(Object logged, String shown) {
    assertThat(logged.toString()).contains(shown).doesNotContain("swordfish");
  }

  @Test
  void whatACompactionKeepsAndSaysIsNotShown() {
    quiet(new Checkpoint.KeptUser("e7", SECRET), "e7");
    quiet(COMPACTION, "c9");
  }

  @Test
  void whereAnArtifactIsAndHowItIsCalledIsNotShown() {
    quiet(new ArtifactRef("a1", SECRET, SECRET, SECRET, SECRET, 12, SECRET), "a1");
  }

  @Test
  void whatAPlanHasToSummariseIsNotShown() {
    CompactionPlan plan =
        new CompactionPlan(
            "leaf",
            SECRET,
            List.of(Message.user(SECRET)),
            "e7",
            "e6",
            List.of("e5"),
            "c8",
            3,
            10,
            5,
            new CompactionRequest(CompactionBudget.DEFAULT, false, "m", SECRET, null, "c9"));
    quiet(plan, "e7");
  }

  @Test
  void whatAContextHoldsIsNotShown() {
    ReferencePath path = new ReferencePath();
    path.user(SECRET);
    ContextProjection context =
        ContextBuilder.buildContextProjection(
            path.entries(), ContextOptions.REPAIRED.forPurpose(ContextPurpose.UI));
    assertThat(context.annotations().get(0).preview()).isEqualTo(SECRET);
    quiet(context, "1 messages");
    quiet(context.annotations().get(0), "e0");
  }
}
