package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Where a compaction cuts, what it keeps, and when it is refused. */
class CompactionPlannerTest {

  private final ReferencePath path = new ReferencePath();

  private CompactionPlan plan(long tail, long users) {
    CompactionBudget budget = new CompactionBudget(50_000, 100, tail, users);
    return CompactionPlanner.plan(path.entries(), CompactionRequest.MANUAL.within(budget));
  }

  private static void refused(ThrowingCallable call, CompactionRefusal reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CompactionRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static Compaction cut(NewEntry entry) {
    return Objects.requireNonNull(Content.parse(entry.payload()).compaction());
  }

  @Test
  void aTurnIsKeptWholeOrNotAtAll() {
    path.user("old");
    path.call("c1");
    path.result("c1");
    path.assistant("old answer");
    String user = path.user("new");
    path.call("c2");
    path.result("c2");
    String answer = path.assistant("new answer");
    CompactionPlan plan = plan(60, 0);
    assertThat(plan.firstKeptEntryId()).isEqualTo(user);
    assertThat(plan.keptUserEntryIds()).isEmpty();
    assertThat(plan.toSummarise()).hasSize(4);
    assertThat(plan.leafId()).isEqualTo(answer);
  }

  @Test
  void aLastTurnThatIsTooLongIsCutInsideAndItsUserIsKept() {
    path.user("old");
    path.assistant("old answer");
    String user = path.user("do a lot");
    for (int i = 0; i < 20; i++) {
      path.call("a" + i);
      path.call("b" + i);
      path.result("b" + i);
      path.result("a" + i);
    }
    CompactionPlan plan = plan(130, 0);
    assertThat(plan.keptUserEntryIds()).containsExactly(user);
    List<Entry> after = CompactionPlannerPropertyTest.with(path.entries(), plan.entry("S"), "cut");
    ContextProjection context =
        ContextBuilder.buildContextProjection(after, ContextOptions.DEFAULT);
    assertThat(context.messages().get(0).text()).contains("do a lot");
    assertThat(context.messages().get(1)).isEqualTo(Message.toolCall("a18", "read", "{}"));
    assertThat(context.messages()).hasSize(1 + 8);
    ContextProjection repaired =
        ContextBuilder.buildContextProjection(after, ContextOptions.REPAIRED);
    assertThat(repaired).isEqualTo(context);
  }

  @Test
  void olderUsersAreKeptNewestFirstWithinTheirBudget() {
    path.user("a".repeat(30));
    String second = path.user("b".repeat(30));
    String third = path.user("c".repeat(30));
    String tail = path.user("d".repeat(30));
    assertThat(plan(20, 70).firstKeptEntryId()).isEqualTo(tail);
    assertThat(plan(20, 70).keptUserEntryIds()).containsExactly(second, third);
    assertThat(plan(20, 9).keptUserEntryIds()).isEmpty();
  }

  @Test
  void oneMessageIsCutOffWhole() {
    String user = path.user("only");
    CompactionPlan plan = plan(12_000, 15_000);
    assertThat(plan.firstKeptEntryId()).isNull();
    assertThat(plan.compactedThroughEntryId()).isEqualTo(user);
    assertThat(plan.keptUserEntryIds()).containsExactly(user);
    assertThat(plan.toSummarise()).containsExactly(Message.user("only"));
    List<Entry> after = CompactionPlannerPropertyTest.with(path.entries(), plan.entry("S"), "cut");
    assertThat(ContextBuilder.buildContext(after))
        .singleElement()
        .satisfies(
            checkpoint ->
                assertThat(checkpoint.text())
                    .contains("No retained tail follows this checkpoint.")
                    .doesNotContain("is the most recent source of truth"));
  }

  @Test
  void oneMessageOfTheModelIsCutOffWholeToo() {
    path.assistant("only");
    CompactionPlan plan = plan(12_000, 15_000);
    List<Entry> after = CompactionPlannerPropertyTest.with(path.entries(), plan.entry("S"), "cut");
    assertThat(plan.keptUserEntryIds()).isEmpty();
    assertThat(ContextBuilder.buildContext(after)).hasSize(1);
  }

  @Test
  void theEntrySaysWhatThePlanSays() {
    path.user("old");
    String through = path.assistant("old answer");
    String kept = path.user("new");
    CompactionPlan plan =
        CompactionPlanner.plan(
            path.entries(),
            CompactionRequest.MANUAL
                .within(new CompactionBudget(50_000, 100, 15, 0))
                .inTurn("turn-9")
                .named("c9"));
    NewEntry entry = plan.entry(" S ");
    assertThat(entry.type()).isEqualTo(EntryType.COMPACTION);
    assertThat(entry.turnId()).isEqualTo("turn-9");
    assertThat(Content.parse(entry.payload()).summary()).isEqualTo(" S ");
    Compaction cut = cut(entry);
    assertThat(cut.id()).isEqualTo("c9");
    assertThat(cut.windowId()).isEqualTo("c9");
    assertThat(cut.firstKeptEntryId()).isEqualTo(kept);
    assertThat(cut.compactedThroughEntryId()).isEqualTo(through);
    assertThat(cut.summarySchemaVersion()).isEqualTo("floret.compaction.summary.v1");
    assertThat(List.of(Objects.requireNonNull(cut.trigger()), Objects.requireNonNull(cut.phase())))
        .containsExactly("manual", "install");
    assertThat(cut.tokensBefore()).isEqualTo(plan.tokensBefore()).isEqualTo(9 + 12 + 9);
    assertThat(cut.tokensAfterEstimate()).isEqualTo(plan.tokensKept() + 1);
  }

  @Test
  void nothingToCutOffIsRefused() {
    refused(() -> plan(100, 100), CompactionRefusal.NO_SAFE_CUT);
    path.user("a");
    path.assistant("b");
    refused(() -> plan(100, 100), CompactionRefusal.NO_SAFE_CUT);
  }

  @Test
  void aContextWithoutASafePlaceIsRefused() {
    path.call("c1");
    path.call("c2");
    path.result("c1");
    refused(() -> plan(1, 100), CompactionRefusal.NO_SAFE_CUT);
  }

  @Test
  void callsThatStillWaitForTheirResultsAreKept() {
    path.user("old");
    path.assistant("old answer");
    String user = path.user("go");
    String call = path.call("c1");
    path.user("queued");
    assertThat(plan(10, 0).firstKeptEntryId()).isEqualTo(call);
    CompactionPlan whole = plan(40, 0);
    assertThat(whole.firstKeptEntryId()).isEqualTo(user);
    List<Entry> after = CompactionPlannerPropertyTest.with(path.entries(), whole.entry("S"), "cut");
    assertThat(ContextBuilder.buildContext(after).get(2))
        .isEqualTo(Message.toolCall("c1", "read", "{}"));
  }

  @Test
  void callsThatWereGivenUpAreNotWaitedFor() {
    path.user("go");
    path.call("c1");
    path.user("never mind");
    path.assistant("well");
    String last = path.user("next");
    assertThat(plan(10, 0).firstKeptEntryId()).isEqualTo(last);
  }

  @Test
  void aBatchThatWaitsIsNotCutOff() {
    path.call("c1");
    refused(() -> plan(1, 100), CompactionRefusal.NO_SAFE_CUT);
    path.user("queued");
    refused(() -> plan(1, 100), CompactionRefusal.NO_SAFE_CUT);
    path.result("c1");
    path.user("next");
    assertThat(plan(10, 0).firstKeptEntryId()).isEqualTo(path.leaf());
  }

  @Test
  void whatMustStayMayNotBeLongerThanTheContext() {
    path.user("old");
    path.user("x".repeat(3_000));
    CompactionBudget budget = new CompactionBudget(2_500, 10, 5_000, 10);
    CompactionRequest request = CompactionRequest.MANUAL.within(budget);
    refused(() -> CompactionPlanner.plan(path.entries(), request), CompactionRefusal.NO_SAFE_CUT);
    CompactionRequest tight = request.within(new CompactionBudget(2_500, 10, 500, 10));
    refused(() -> CompactionPlanner.plan(path.entries(), tight), CompactionRefusal.STILL_TOO_LARGE);
  }

  @Test
  void aBlankOrEndlessSummaryIsRefused() {
    path.user("old");
    path.user("new");
    CompactionPlan plan = plan(10, 0);
    refused(() -> plan.entry(""), CompactionRefusal.EMPTY_SUMMARY);
    refused(() -> plan.entry("\u3000\n"), CompactionRefusal.EMPTY_SUMMARY);
    refused(() -> plan.entry("x".repeat(30)), CompactionRefusal.LONGER_SUMMARY);
  }

  @Test
  void refusalsAreWordedAsTheReferenceWordsThem() {
    refused(() -> plan(1, 1), CompactionRefusal.NO_SAFE_CUT);
    assertThat(new CompactionRefused(CompactionRefusal.NO_SAFE_CUT, 2, 1))
        .hasMessageContaining("compaction has no safe cut point");
    assertThat(new CompactionRefused(CompactionRefusal.STILL_TOO_LARGE, 2, 1))
        .hasMessageContaining("compacted context still exceeds token threshold");
    assertThat(new CompactionRefused(CompactionRefusal.EMPTY_SUMMARY, 2, 1))
        .hasMessageContaining("compaction summary is empty");
  }

  @Test
  void aBudgetIsNotNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CompactionBudget(0, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CompactionBudget(1, -1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CompactionBudget(1, 0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CompactionBudget(1, 0, 0, -1));
  }
}
