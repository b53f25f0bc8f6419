package dev.threadbase.pool.compaction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text that stands for messages, or for other summaries (anna memory, summaries). Immutable: it
 * is stored with the compaction that made it and stays when another takes its place.
 *
 * @param id its id
 * @param depth 0 for a leaf, which stands for messages; one more than its members otherwise
 * @param memberIds the summaries that it was made of, in order; empty for a leaf
 * @param firstEntryId the first message that it covers; null if it begins with the conversation
 * @param lastEntryId the last entry that it covers
 * @param earliestAt when the first was said; null if it is not known
 * @param latestAt when the last was said; null if it is not known
 * @param messages how many messages it covers, at every depth; 0 if it is not known
 * @param tokens its own tokens
 * @param sourceTokens the tokens of what it was made of
 * @param text what it says
 */
public record Summary(
    String id,
    int depth,
    @JsonProperty("member_ids") List<String> memberIds,
    @JsonProperty("first_entry_id") @Nullable String firstEntryId,
    @JsonProperty("last_entry_id") String lastEntryId,
    @JsonProperty("earliest_at") @Nullable Instant earliestAt,
    @JsonProperty("latest_at") @Nullable Instant latestAt,
    int messages,
    long tokens,
    @JsonProperty("source_tokens") long sourceTokens,
    String text) {

  /** Copies the members. */
  public Summary {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(lastEntryId, "lastEntryId");
    Objects.requireNonNull(text, "text");
    memberIds = List.copyOf(memberIds);
  }

  /** Whether it stands for messages, not for other summaries. */
  @JsonIgnore
  public boolean isLeaf() {
    return memberIds.isEmpty();
  }

  @Override
  public String toString() {
    return "Summary[" + id + ", depth " + depth + ", " + messages + " messages]";
  }
}
