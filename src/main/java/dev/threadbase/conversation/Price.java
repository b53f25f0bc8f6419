package dev.threadbase.conversation;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model's tokens cost, for a million of them.
 *
 * @param input tokens of the prompt that no cache was involved in
 * @param output tokens of the answer
 * @param cacheRead tokens read from a cache; null if there is no price for them
 * @param cacheWrite tokens written into a cache; null if there is no price for them
 */
public record Price(
    BigDecimal input,
    BigDecimal output,
    @Nullable BigDecimal cacheRead,
    @Nullable BigDecimal cacheWrite) {

  private static final int MILLION = 6;

  /** Checks that there are prices for input and output. */
  public Price {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
  }

  /** What calls cost, exactly; null if they took tokens that have no price. */
  @Nullable BigDecimal of(ModelUsage usage) {
    TokenUsage tokens = usage.tokens();
    if ((cacheRead == null && tokens.cacheReadTokens() != 0)
        || (cacheWrite == null && tokens.cacheWriteTokens() != 0)) {
      return null;
    }
    return times(input, usage.uncachedTokens())
        .add(times(output, tokens.outputTokens()))
        .add(times(cacheRead, tokens.cacheReadTokens()))
        .add(times(cacheWrite, tokens.cacheWriteTokens()));
  }

  private static BigDecimal times(@Nullable BigDecimal price, long tokens) {
    return price == null
        ? BigDecimal.ZERO
        : price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
  }
}
