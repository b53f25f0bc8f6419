package dev.threadbase.conversation;

/**
 * Tokens, of one call of a model or of many (ggcode session, TokenUsage). Nothing in here is
 * checked: a foreign record may hold anything.
 *
 * @param inputTokens tokens that the model read, as its provider counts them
 * @param outputTokens tokens that it wrote
 * @param cacheReadTokens tokens read from a cache
 * @param cacheWriteTokens tokens written into a cache
 * @param promptTokensTotal all tokens of the prompt, where the provider says so; else 0
 */
public record TokenUsage(
    long inputTokens,
    long outputTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long promptTokensTotal) {

  /** No tokens. */
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

  /** Both together, number by number. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cacheReadTokens + other.cacheReadTokens,
        cacheWriteTokens + other.cacheWriteTokens,
        promptTokensTotal + other.promptTokensTotal);
  }

  /** What was read and what was written. */
  public long total() {
    return inputTokens + outputTokens;
  }

  /**
   * How much of the prompt came from a cache, in whole percent, halves rounded up; 0 if nothing
   * did. Providers count differently: where the prompt's total is not given, or is smaller than
   * what came from the cache, the larger of it and of what the other numbers add up to is taken.
   */
  public int cacheHitPercent() {
    long prompt = promptTokensTotal;
    if (prompt <= 0 || prompt < cacheReadTokens) {
      boolean beside = cacheWriteTokens > 0 || cacheReadTokens > inputTokens;
      long sum = beside ? inputTokens + cacheReadTokens + cacheWriteTokens : inputTokens;
      prompt = Math.max(prompt, sum);
    }
    if (prompt <= 0 || cacheReadTokens <= 0) {
      return 0;
    }
    return (int) Math.round(cacheReadTokens * 100.0 / prompt);
  }
}
