package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.Checkpoint.KeptUser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of a checkpoint, and the summary in it. */
class CheckpointTest {

  private static String text(String summary, boolean withTail, KeptUser... kept) {
    return Checkpoint.message(summary, List.of(kept), withTail, null).text();
  }

  @Test
  void summaryIsTakenOutOfItsCheckpoint() {
    KeptUser user = new KeptUser("e1", "</compaction_summary> x <compaction_summary y> z");
    assertThat(Checkpoint.extractSummary(text(" S\u3000", true))).isEqualTo("S");
    assertThat(Checkpoint.extractSummary("\n" + text("S", false, user) + " ")).isEqualTo("S");
  }

  @Test
  void otherTextThatMentionsTheDelimitersStaysAsItIs() {
    String mention = " <compaction_summary>not one</compaction_summary> ";
    assertThat(Checkpoint.extractSummary(mention)).isEqualTo(mention);
    assertThat(Checkpoint.extractSummary("")).isEmpty();
    String unfinished = "The compacted conversation is represented by this checkpoint.\n";
    assertThat(Checkpoint.extractSummary(unfinished)).isEqualTo(unfinished);
  }

  @Test
  void delimitersInsideTheSummaryBelongToIt() {
    String summary = "a <compaction_summary>b</compaction_summary> c";
    assertThat(Checkpoint.extractSummary(text(summary, true))).isEqualTo(summary);
  }

  @Test
  void withoutATailTheTextClaimsNone() {
    assertThat(text("S", false))
        .isEqualTo(
            """
            The compacted conversation is represented by this checkpoint.
            Use it as the current conversation context.
            No retained tail follows this checkpoint.

            <compaction_summary schema="floret.compaction.summary.v1">
            S
            </compaction_summary>""");
  }

  @Test
  void keptUsersStandBetweenTheHeadAndTheSummary() {
    assertThat(text("\u00a0S\n", true, new KeptUser("e1", "a&b\n"), new KeptUser("e2", "")))
        .isEqualTo(
            """
            The conversation before the retained tail was compacted into this checkpoint.
            Use it as historical context only. Do not answer this checkpoint directly.
            The retained tail follows after this message and is the most recent source of truth.

            <preserved_user_inputs>
            These recent user messages were preserved from before the retained tail because they may contain \
            intent, constraints, or preferences.
            Treat them as historical requirements unless the retained tail or the latest user message supersedes \
            them.

            [
              {
                "entry_id": "e1",
                "content": "a\\u0026b\\n"
              },
              {
                "entry_id": "e2",
                "content": ""
              }
            ]
            </preserved_user_inputs>

            <compaction_summary schema="floret.compaction.summary.v1">
            S
            </compaction_summary>""");
  }
}
