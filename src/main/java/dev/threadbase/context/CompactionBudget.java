package dev.threadbase.context;

/**
 * How long a context may be and what a compaction keeps of it, in tokens as {@link TokenEstimate}
 * has them (floret session tree, compaction policy).
 *
 * <p>Images and other media count nothing in these estimates.
 *
 * @param contextTokens what the whole context may be after the compaction
 * @param summaryTokens what the summary is given
 * @param tailTokens what the newest turns may be that are kept as they are
 * @param userTokens what the users' messages before the tail may be that are kept word for word
 */
public record CompactionBudget(
    long contextTokens, long summaryTokens, long tailTokens, long userTokens) {

  /** The reference's usual numbers. */
  public static final CompactionBudget DEFAULT =
      new CompactionBudget(50_000, 20_000, 12_000, 15_000);

  /** What is kept free for the words around the summary. */
  static final long OVERHEAD = 2_000;

  private static final int CHARACTERS_PER_TOKEN = 4;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative, or the context may hold nothing
   */
  public CompactionBudget {
    if (contextTokens <= 0 || summaryTokens < 0 || tailTokens < 0 || userTokens < 0) {
      throw new IllegalArgumentException("a token budget is negative, or the context's is 0");
    }
  }

  /** The estimate of a summary of four characters for each of its tokens. */
  long summaryEstimate() {
    return TokenEstimate.ofAscii(summaryTokens * CHARACTERS_PER_TOKEN);
  }
}
