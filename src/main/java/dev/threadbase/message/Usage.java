package dev.threadbase.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Tokens that one model call took. Counts are tokens and never negative.
 *
 * @param inputTokens tokens read that no cache held
 * @param outputTokens tokens written
 * @param cacheReadTokens tokens read from a cache
 * @param cacheWriteTokens tokens written into a cache
 */
public record Usage(
    @JsonProperty("input_tokens") long inputTokens,
    @JsonProperty("output_tokens") long outputTokens,
    @JsonProperty("cache_read_tokens") long cacheReadTokens,
    @JsonProperty("cache_write_tokens") long cacheWriteTokens) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public Usage {
    if (inputTokens < 0 || outputTokens < 0 || cacheReadTokens < 0 || cacheWriteTokens < 0) {
      throw new IllegalArgumentException("a token count is negative");
    }
  }
}
