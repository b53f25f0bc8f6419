package dev.threadbase.segment;

/**
 * What one request to a model took. All five numbers are unsigned.
 *
 * @param historyLen how many items of history were sent
 * @param inputTotalTokens the size of the whole prompt, what came from a cache included
 * @param cacheReadTokens how much of the prompt was read from a cache
 * @param cacheWriteTokens how much of the prompt was written to a cache
 * @param outputTokens the size of the answer
 */
public record UsageRecord(
    long historyLen,
    long inputTotalTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long outputTokens) {}
