package dev.threadbase.cli;

import dev.threadbase.conversation.Cost;
import dev.threadbase.conversation.PriceTable;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageKey;
import dev.threadbase.conversation.UsageTotal;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A total as {@code --json} prints it; the components are the names, in their order. */
record UsageLine(
    @Nullable String vendor,
    @Nullable String endpoint,
    @Nullable String model,
    @Nullable String workspace,
    @Nullable String day,
    @Nullable String sessionId,
    @Nullable String threadId,
    long calls,
    long inputTokens,
    long outputTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long promptTokensTotal,
    @Nullable BigDecimal cost,
    @Nullable String currency,
    @Nullable Long unpricedCalls,
    List<String> unpricedModels) {

  static UsageLine of(UsageTotal total, @Nullable PriceTable prices) {
    UsageKey key = total.key();
    TokenUsage tokens = total.tokens();
    Cost cost = prices == null ? new Cost(null, 0, List.of()) : prices.cost(total);
    return new UsageLine(
        key.vendor(),
        key.endpoint(),
        key.model(),
        key.workspace(),
        key.day() == null ? null : key.day().toString(),
        key.sessionId(),
        key.threadId(),
        total.calls(),
        tokens.inputTokens(),
        tokens.outputTokens(),
        tokens.cacheReadTokens(),
        tokens.cacheWriteTokens(),
        tokens.promptTokensTotal(),
        plain(cost.amount()),
        prices == null ? null : prices.currency(),
        prices == null ? null : cost.unpricedCalls(),
        cost.unpriced());
  }

  /** Without zeros at its end, and without an exponent for a whole number. */
  private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
    if (amount == null) {
      return null;
    }
    BigDecimal bare = amount.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
