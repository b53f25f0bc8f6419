package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compactions of threads of many short turns. */
class LongCompactionTest {

  private static final CompactionBudget BUDGET = CompactionBudget.DEFAULT;
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final List<String> users = new ArrayList<>();

  private List<Entry> turns(int count) {
    ReferencePath path = new ReferencePath();
    for (int i = 0; i < count; i++) {
      users.add(path.user("please go on with it"));
      path.assistant("a".repeat(300));
    }
    return path.entries();
  }

  private static ContextProjection after(List<Entry> path, CompactionPlan plan) {
    String longest = "s".repeat((int) BUDGET.summaryTokens() * CHARACTERS_PER_TOKEN);
    return ContextBuilder.buildContextProjection(
        CompactionPlannerPropertyTest.with(path, plan.entry(longest), "cut"),
        ContextOptions.DEFAULT);
  }

  @Test
  void keptUsersAreChargedWhatTheyAddToTheCheckpoint() {
    List<Entry> path = turns(1_000);
    CompactionPlan plan = CompactionPlanner.plan(path, CompactionRequest.MANUAL);
    assertThat(after(path, plan).tokenEstimate())
        .isLessThanOrEqualTo(BUDGET.contextTokens())
        .isGreaterThan(BUDGET.contextTokens() - 2 * CompactionBudget.OVERHEAD);
  }

  @Test
  void theOldestUsersAreGivenUpFirst() {
    CompactionPlan plan = CompactionPlanner.plan(turns(1_000), CompactionRequest.MANUAL);
    int tail = users.indexOf(plan.firstKeptEntryId());
    List<String> kept = plan.keptUserEntryIds();
    assertThat(tail).isGreaterThan(800);
    assertThat(kept).hasSizeBetween(100, tail - 100);
    assertThat(kept).isEqualTo(users.subList(tail - kept.size(), tail));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyMessagesArePlannedInTime() {
    List<Entry> path = turns(20_000);
    CompactionPlan plan = CompactionPlanner.plan(path, CompactionRequest.MANUAL);
    assertThat(plan.toSummarise()).hasSizeGreaterThan(39_000);
    assertThat(after(path, plan).tokenEstimate()).isLessThanOrEqualTo(BUDGET.contextTokens());
  }
}
