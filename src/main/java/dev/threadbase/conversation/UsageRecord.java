package dev.threadbase.conversation;

import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a model took (ggcode session, UsageEntry). Several may be of one turn.
 *
 * @param timestamp when, with the offset of whoever noted it; {@link RecordTimes#NEVER} if nobody
 *     did
 * @param turnIndex the number of the turn in its conversation
 * @param model the model; null for none, as an empty text is
 * @param vendor the model's vendor; null for none
 * @param endpoint the model's endpoint; null for none
 * @param tokens the tokens
 */
public record UsageRecord(
    OffsetDateTime timestamp,
    long turnIndex,
    @Nullable String model,
    @Nullable String vendor,
    @Nullable String endpoint,
    TokenUsage tokens) {

  /** Takes empty texts for none. */
  public UsageRecord {
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(tokens, "tokens");
    model = RecordTexts.emptyToNull(model);
    vendor = RecordTexts.emptyToNull(vendor);
    endpoint = RecordTexts.emptyToNull(endpoint);
  }
}
