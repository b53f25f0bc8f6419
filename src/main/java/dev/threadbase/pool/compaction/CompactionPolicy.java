package dev.threadbase.pool.compaction;

/**
 * When a context is compacted, and what of it stays; in tokens as {@link
 * dev.threadbase.context.TokenEstimate} has them (anna memory, compaction settings). Off means
 * without a limit: {@link #UNLIMITED} as the threshold never compacts by itself, and as the budget
 * leaves nothing out.
 *
 * @param threshold a context of more tokens is compacted before the next answer, 1 or more
 * @param budget a runner is sent at most so many tokens, but always the tail; 1 or more. What is
 *     left out then are whole turns, the oldest first
 * @param reserved tokens that the system prompt and the tools take; they count against both, 0 or
 *     more
 * @param tailTurns the newest turns that always stay as they are, the current one included, 1 or
 *     more
 * @param leafTokens a summary is made of whole turns of at most so many tokens, or of one turn that
 *     has more; what has less than a tenth of it goes with its neighbour. 1 or more
 * @param leafMessages fewer messages than these are not worth a summary, unless they have as many
 *     tokens as one may stand for, 1 or more
 * @param fanout so many summaries of one depth, side by side, become one of the next, 2 or more
 */
public record CompactionPolicy(
    long threshold,
    long budget,
    long reserved,
    int tailTurns,
    long leafTokens,
    int leafMessages,
    int fanout) {

  /** No limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Compacts above 80,000 tokens and keeps six turns; nothing is left out. */
  public static final CompactionPolicy DEFAULT =
      new CompactionPolicy(80_000, UNLIMITED, 0, 6, 20_000, 10, 4);

  /** Compacts when it is asked to, never by itself. */
  public static final CompactionPolicy OFF = DEFAULT.threshold(UNLIMITED);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is less than it may be
   */
  public CompactionPolicy {
    atLeast("threshold", threshold, 1);
    atLeast("budget", budget, 1);
    atLeast("reserved", reserved, 0);
    atLeast("tailTurns", tailTurns, 1);
    atLeast("leafTokens", leafTokens, 1);
    atLeast("leafMessages", leafMessages, 1);
    atLeast("fanout", fanout, 2);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException("%s is %d, at least %d".formatted(name, value, least));
    }
  }

  /** Whether a context is to be compacted: strictly more than the threshold. */
  public boolean isExceededBy(long contextTokens) {
    return threshold != UNLIMITED && contextTokens > threshold - reserved;
  }

  /** What is left of the budget for messages. */
  long budgetForMessages() {
    return budget == UNLIMITED ? UNLIMITED : Math.max(0, budget - reserved);
  }

  /** With another threshold. */
  public CompactionPolicy threshold(long value) {
    return new CompactionPolicy(
        value, budget, reserved, tailTurns, leafTokens, leafMessages, fanout);
  }

  /** With another budget. */
  public CompactionPolicy budget(long value) {
    return new CompactionPolicy(
        threshold, value, reserved, tailTurns, leafTokens, leafMessages, fanout);
  }

  /** With so many tokens reserved. */
  public CompactionPolicy reserved(long value) {
    return new CompactionPolicy(
        threshold, budget, value, tailTurns, leafTokens, leafMessages, fanout);
  }

  /** With so many turns that stay. */
  public CompactionPolicy tailTurns(int value) {
    return new CompactionPolicy(
        threshold, budget, reserved, value, leafTokens, leafMessages, fanout);
  }

  /** With summaries of at most so many tokens and at least so many messages. */
  public CompactionPolicy leaves(long tokens, int messages) {
    return new CompactionPolicy(threshold, budget, reserved, tailTurns, tokens, messages, fanout);
  }

  /** With so many summaries that become one. */
  public CompactionPolicy fanout(int value) {
    return new CompactionPolicy(
        threshold, budget, reserved, tailTurns, leafTokens, leafMessages, value);
  }
}
