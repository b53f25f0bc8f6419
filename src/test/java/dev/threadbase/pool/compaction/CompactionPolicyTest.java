package dev.threadbase.pool.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a policy may say, and when it is exceeded. */
class CompactionPolicyTest {

  private static void assertRefused(UnaryOperator<CompactionPolicy> change) {
    assertThatIllegalArgumentException().isThrownBy(() -> change.apply(CompactionPolicy.DEFAULT));
  }

  @Test
  void numbersBelowTheLeastAreRefused() {
    assertRefused(policy -> policy.threshold(0));
    assertRefused(policy -> policy.threshold(-1));
    assertRefused(policy -> policy.budget(0));
    assertRefused(policy -> policy.budget(-1));
    assertRefused(policy -> policy.reserved(-1));
    assertRefused(policy -> policy.tailTurns(0));
    assertRefused(policy -> policy.tailTurns(-20));
    assertRefused(policy -> policy.leaves(0, 1));
    assertRefused(policy -> policy.leaves(1, 0));
    assertRefused(policy -> policy.fanout(1));
  }

  @Test
  void theLeastIsAccepted() {
    CompactionPolicy least = new CompactionPolicy(1, 1, 0, 1, 1, 1, 2);
    assertThat(least.isExceededBy(1)).isFalse();
    assertThat(least.isExceededBy(2)).isTrue();
  }

  @Test
  void eachSettingIsKeptAndLeavesTheOthers() {
    CompactionPolicy policy =
        CompactionPolicy.DEFAULT
            .threshold(40_000)
            .budget(90_000)
            .reserved(2_000)
            .tailTurns(10)
            .leaves(5_000, 12)
            .fanout(3);
    assertThat(policy).isEqualTo(new CompactionPolicy(40_000, 90_000, 2_000, 10, 5_000, 12, 3));
  }

  @Test
  void onlyMoreThanTheThresholdExceedsIt() {
    CompactionPolicy policy = CompactionPolicy.DEFAULT.threshold(100);
    assertThat(policy.isExceededBy(100)).isFalse();
    assertThat(policy.isExceededBy(101)).isTrue();
  }

  @Test
  void whatIsReservedCountsAgainstBoth() {
    CompactionPolicy policy = CompactionPolicy.DEFAULT.threshold(100).budget(50).reserved(30);
    assertThat(policy.isExceededBy(70)).isFalse();
    assertThat(policy.isExceededBy(71)).isTrue();
    assertThat(policy.budgetForMessages()).isEqualTo(20);
    assertThat(policy.reserved(60).budgetForMessages()).isZero();
  }

  @Test
  void offIsWithoutALimit() {
    assertThat(CompactionPolicy.OFF.isExceededBy(Long.MAX_VALUE)).isFalse();
    assertThat(CompactionPolicy.OFF.reserved(1_000).isExceededBy(Long.MAX_VALUE)).isFalse();
    assertThat(CompactionPolicy.OFF.reserved(1_000).budgetForMessages())
        .isEqualTo(CompactionPolicy.UNLIMITED);
  }
}
