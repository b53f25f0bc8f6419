package dev.threadbase.conversation;

import java.util.List;
import java.util.Objects;

/**
 * What calls took together.
 *
 * @param key what they have in common
 * @param models the same for each model, in the order of vendor and model; never empty
 */
public record UsageTotal(UsageKey key, List<ModelUsage> models) {

  /** Copies the list. */
  public UsageTotal {
    Objects.requireNonNull(key, "key");
    models = List.copyOf(models);
  }

  /** How many calls there were. */
  public long calls() {
    return models.stream().mapToLong(ModelUsage::calls).sum();
  }

  /** What they took. */
  public TokenUsage tokens() {
    return models.stream().map(ModelUsage::tokens).reduce(TokenUsage.NONE, TokenUsage::plus);
  }
}
