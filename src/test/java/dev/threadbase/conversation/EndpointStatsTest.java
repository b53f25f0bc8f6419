package dev.threadbase.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens and metrics by endpoint, from records that name theirs and from those that do not. */
class EndpointStatsTest {

  private static final Conversation EMPTY =
      Conversation.create(Clock.systemUTC(), "zai", "default", "m");

  private static UsageRecord usage(String vendor, String endpoint, long input) {
    return new UsageRecord(
        RecordTimes.NEVER, 1, "m", vendor, endpoint, new TokenUsage(input, 1, 2, 3, 4));
  }

  private static MetricEvent metric(@Nullable String vendor, @Nullable String endpoint, long turn) {
    Duration none = Duration.ZERO;
    return MetricEvent.llm(
        RecordTimes.NEVER, turn, none, none, Duration.ofNanos(turn), "m", vendor, endpoint);
  }

  @Test
  void keysJoinBothNamesAndTakeTheOneThatIsThere() {
    assertThat(EndpointStats.key("zai", "default")).isEqualTo("zai/default");
    assertThat(EndpointStats.key("", "default")).isEqualTo("default");
    assertThat(EndpointStats.key(" zai\u00a0", null)).isEqualTo("zai");
    assertThat(EndpointStats.key(null, null)).isEmpty();
    assertThat(EndpointStats.key("a/b", "c")).isEqualTo(EndpointStats.key("a", "b/c"));
  }

  @Test
  void recordsOfOneEndpointAddUpAndOthersStandApart() {
    Conversation spent =
        EMPTY.withUsageHistory(
            List.of(
                usage("zai", "default", 1), usage("zai", "default", 10), usage("b", "default", 5)));
    assertThat(EndpointStats.usage(spent, "zai", "default"))
        .isEqualTo(new TokenUsage(11, 2, 4, 6, 8));
    assertThat(EndpointStats.usage(spent, "b", "default").inputTokens()).isEqualTo(5);
    assertThat(EndpointStats.usage(spent, "c", "default")).isEqualTo(TokenUsage.NONE);
    assertThat(EndpointStats.usage(spent, "", "")).isEqualTo(TokenUsage.NONE);
    assertThat(EndpointStats.usage(spent)).containsOnlyKeys("zai/default", "b/default");
  }

  @Test
  void metricsOfOneEndpointStandTogetherInTheirOrder() {
    Conversation timed =
        EMPTY.withMetrics(
            List.of(metric("zai", "default", 1), metric("b", "x", 2), metric("zai", "default", 3)));
    assertThat(EndpointStats.metrics(timed, "zai", "default"))
        .containsExactly(metric("zai", "default", 1), metric("zai", "default", 3));
    assertThat(EndpointStats.metrics(timed, "c", "x")).isEmpty();
    assertThat(EndpointStats.metrics(timed, null, null)).isEmpty();
    assertThat(EndpointStats.metrics(timed)).containsOnlyKeys("zai/default", "b/x");
  }

  @Test
  void withoutRecordsTheRunningTotalIsTheConversationsOwnEndpoints() {
    TokenUsage total = new TokenUsage(7, 8, 9, 10, 0);
    Conversation old = EMPTY.withHeader(EMPTY.header().withTokenUsage(total));
    assertThat(EndpointStats.usage(old, "zai", "default")).isEqualTo(total);
    assertThat(EndpointStats.usage(old, null, null)).isEqualTo(total);
    assertThat(EndpointStats.usage(old, "b", "default")).isEqualTo(TokenUsage.NONE);
    Conversation anybodys = old.withHeader(old.header().withModel(null, null, null));
    assertThat(EndpointStats.usage(anybodys, "b", "default")).isEqualTo(total);
  }

  @Test
  void metricsWithoutNamesAreTheConversationsOwnEndpoints() {
    Conversation old = EMPTY.withMetrics(List.of(metric(null, null, 1)));
    assertThat(EndpointStats.metrics(old, "zai", "default")).hasSize(1);
    assertThat(EndpointStats.metrics(old, null, null)).hasSize(1);
    assertThat(EndpointStats.metrics(old, "b", "default")).isEmpty();
  }

  @Test
  void whatIsGivenCannotBeChanged() {
    Conversation timed = EMPTY.withMetrics(List.of(metric("zai", "default", 1)));
    List<MetricEvent> found = EndpointStats.metrics(timed, "zai", "default");
    assertThatThrownBy(() -> found.add(metric("b", "x", 2)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(EndpointStats.metrics(timed, "zai", "default")).hasSize(1);
  }

  @Test
  void theLastTurnIsTheGreatestOfAllRecords() {
    assertThat(EndpointStats.lastTurnIndex(EMPTY)).isZero();
    Conversation turns =
        EMPTY
            .withUsageHistory(List.of(turn(2), turn(4)))
            .withMetrics(List.of(metric("a", "b", 3), metric("a", "b", 5)));
    assertThat(EndpointStats.lastTurnIndex(turns)).isEqualTo(5);
    assertThat(EndpointStats.lastTurnIndex(turns.withUsage(turn(9)).withUsage(turn(2))))
        .isEqualTo(9);
  }

  private static UsageRecord turn(long index) {
    return new UsageRecord(RecordTimes.NEVER, index, null, null, null, TokenUsage.NONE);
  }

  @Test
  void theShareOfTheCacheIsRoundedAndHasAFallback() {
    assertThat(new TokenUsage(100, 0, 50, 0, 200).cacheHitPercent()).isEqualTo(25);
    assertThat(new TokenUsage(0, 0, 1, 0, 200).cacheHitPercent()).isEqualTo(1);
    assertThat(new TokenUsage(100, 0, 50, 0, 0).cacheHitPercent()).isEqualTo(50);
    assertThat(new TokenUsage(10, 0, 50, 40, 0).cacheHitPercent()).isEqualTo(50);
    assertThat(new TokenUsage(10, 0, 50, 0, 20).cacheHitPercent()).isEqualTo(83);
    assertThat(new TokenUsage(10, 5, 0, 0, 20).cacheHitPercent()).isZero();
    assertThat(TokenUsage.NONE.cacheHitPercent()).isZero();
    assertThat(new TokenUsage(3, 4, 0, 0, 0).total()).isEqualTo(7);
  }
}
