package dev.threadbase.pipeline.stages.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompressStatsTest {

  private static final EntryFlow FLOW = new EntryFlow(10, 7, 1_000, 250, 240, 60, 1);

  @Test
  void aReductionIsTheDifferenceAndItsShare() {
    CompressStats stats = new CompressStats(FLOW, Map.of());
    assertThat(stats.reduction()).isEqualTo(new Reduction(750, 75));
    assertThat(stats.tokenReduction()).isEqualTo(new Reduction(180, 75));
    assertThat(Reduction.of(10, 12)).isEqualTo(new Reduction(-2, -20));
  }

  @Test
  void ofNothingNothingIsSaved() {
    CompressStats nothing = new CompressStats(EntryFlow.NONE, Map.of());
    assertThat(nothing.reduction()).isEqualTo(new Reduction(0, 0));
    assertThat(nothing.tokenReduction()).isEqualTo(new Reduction(0, 0));
  }

  @Test
  void aSumAddsEveryCounter() {
    CompressStats one = new CompressStats(FLOW, Map.of(Count.TOOLS_MARKED, 2L));
    CompressStats other =
        new CompressStats(FLOW, Map.of(Count.TOOLS_MARKED, 3L, Count.TOOLS_DROPPED, 1L));
    CompressStats sum = one.plus(other);
    assertThat(sum.flow()).isEqualTo(new EntryFlow(20, 14, 2_000, 500, 480, 120, 2));
    assertThat(sum.count(Count.TOOLS_MARKED)).isEqualTo(5);
    assertThat(sum.count(Count.TOOLS_DROPPED)).isEqualTo(1);
    assertThat(sum.count(Count.ANSI_STRIPPED)).isZero();
  }

  @Test
  void theFiguresHaveTheReferencesNames() {
    assertThat(new CompressStats(FLOW, Map.of()).figures().keySet())
        .containsExactly(
            "entries_in",
            "entries_out",
            "bytes_in",
            "bytes_out",
            "byte_reduction_pct",
            "tokens_in_est",
            "tokens_out_est",
            "token_reduction_pct",
            "tools_marked",
            "tools_batched",
            "system_dropped",
            "header_dropped",
            "ansi_stripped",
            "progress_collapsed",
            "images_elided",
            "large_reads_elided",
            "reminders_deduped",
            "tool_results_refd",
            "tools_dropped",
            "oversize_passed");
    assertThat(new CompressStats(FLOW, Map.of()).figures())
        .containsEntry("bytes_out", 250L)
        .containsEntry("byte_reduction_pct", 75.0)
        .containsEntry("oversize_passed", 1L);
  }

  @Test
  void theFiguresOfStrippingAreNamedLikewise() {
    assertThat(new StripStats(FLOW, Map.of()).figures().keySet())
        .contains("entries_in", "byte_reduction_pct", "token_reduction_pct")
        .contains("nfc_normalized", "zero_width_stripped", "whitespace_canonicalized")
        .contains("stop_words_removed", "synonyms_substituted")
        .contains("thinking_blocks_trimmed", "thinking_blocks_dropped", "oversize_passed");
    StripStats stats = new StripStats(FLOW, Map.of(StripStats.Count.STOP_WORDS_REMOVED, 2L));
    assertThat(stats.plus(stats).count(StripStats.Count.STOP_WORDS_REMOVED)).isEqualTo(4);
    assertThat(stats.reduction().percent()).isEqualTo(75);
    assertThat(stats.tokenReduction().saved()).isEqualTo(180);
  }

  @Test
  void optionsHaveLimits() {
    assertThatThrownBy(() -> CompressOptions.DEFAULT.withLargeReadMaxLines(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompressOptions.DEFAULT.withToolResultCacheSize(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CompressOptions.DEFAULT.withToolResultMinBytes(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
