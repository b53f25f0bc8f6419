package dev.threadbase.conversation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one model took together.
 *
 * @param vendor the model's vendor; null if nobody says it
 * @param model the model; null if nobody says it
 * @param calls how many calls
 * @param tokens their tokens
 * @param uncachedTokens how many tokens of their prompts no cache held or took. Of providers that
 *     count the whole prompt as input, this is less than {@code tokens.inputTokens()}
 */
public record ModelUsage(
    @Nullable String vendor,
    @Nullable String model,
    long calls,
    TokenUsage tokens,
    long uncachedTokens) {

  /** Checks that there are tokens. */
  public ModelUsage {
    Objects.requireNonNull(tokens, "tokens");
  }

  /** Vendor and model joined by {@code /}; the one that is known; or {@code unknown}. */
  public String name() {
    String key = EndpointStats.key(vendor, model);
    return key.isEmpty() ? "unknown" : key;
  }
}
