package dev.threadbase.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a chat is held.
 *
 * @param model the model that answers from now on; null for the conversation's, or else the pool's
 * @param longestWait how long to wait for the turn before; null for the pool's setting
 */
public record ChatOptions(@Nullable String model, @Nullable Duration longestWait) {

  /** As the pool is set. */
  public static final ChatOptions DEFAULT = new ChatOptions(null, null);

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the model is blank or the wait is negative
   */
  public ChatOptions {
    if (model != null && model.isBlank()) {
      throw new IllegalArgumentException("the model is blank");
    }
    if (longestWait != null && longestWait.isNegative()) {
      throw new IllegalArgumentException("the wait is negative: " + longestWait);
    }
  }

  /** With another model. */
  public ChatOptions model(@Nullable String value) {
    return new ChatOptions(value, longestWait);
  }

  /** Waiting so long for the turn before. */
  public ChatOptions waiting(@Nullable Duration value) {
    return new ChatOptions(model, value);
  }
}
