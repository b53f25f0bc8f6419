package dev.threadbase.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a compaction cuts the path and what came before it; the summary itself stands in {@link
 * Content#summary()}.
 *
 * <p>Entry ids in here are not checked: they may be unknown to the thread (floret session tree,
 * append helpers).
 *
 * @param id the compaction's own id; null when it has none
 * @param previousId the compaction before this one
 * @param compactedThroughEntryId the last entry that the summary covers
 * @param summarySchemaVersion the version of the summary's form
 * @param generation 1 for the first compaction of a path, one more for each after it
 * @param windowId the id of the context window that begins here
 * @param firstKeptEntryId where the kept tail begins
 * @param keptUserEntryIds user messages before the tail that are kept word for word
 * @param trigger what asked for it, for example {@code manual}
 * @param reason why, for example {@code threshold}
 * @param phase how far it got, for example {@code install}
 * @param tokensBefore tokens of the context before
 * @param tokensAfterEstimate estimated tokens of the context after
 * @param contextUsageBefore the host's account of the context before, as JSON text
 * @param contextUsageAfter the host's account of the context after, as JSON text
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Compaction(
    @Nullable String id,
    @JsonProperty("previous_id") @Nullable String previousId,
    @JsonProperty("compacted_through_entry_id") @Nullable String compactedThroughEntryId,
    @JsonProperty("summary_schema_version") @Nullable String summarySchemaVersion,
    int generation,
    @JsonProperty("window_id") @Nullable String windowId,
    @JsonProperty("first_kept_entry_id") @Nullable String firstKeptEntryId,
    @JsonProperty("kept_user_entry_ids") List<String> keptUserEntryIds,
    @Nullable String trigger,
    @Nullable String reason,
    @Nullable String phase,
    @JsonProperty("tokens_before") long tokensBefore,
    @JsonProperty("tokens_after_estimate") long tokensAfterEstimate,
    @JsonProperty("context_usage_before") @Nullable String contextUsageBefore,
    @JsonProperty("context_usage_after") @Nullable String contextUsageAfter) {

  /** Copies the list; an absent list is empty. */
  public Compaction {
    keptUserEntryIds =
        Objects.requireNonNullElse(keptUserEntryIds, List.<String>of()).stream().toList();
  }

  /** A compaction that keeps the path from one entry on and says nothing else. */
  public static Compaction keeping(String firstKeptEntryId) {
    return new Compaction(
        null,
        null,
        null,
        null,
        0,
        null,
        firstKeptEntryId,
        List.of(),
        null,
        null,
        null,
        0,
        0,
        null,
        null);
  }

  /**
   * The same with generation and window filled in as the reference fills them: a given generation,
   * else the leading number of the detail {@code compaction_generation}, else 2 after an earlier
   * compaction, else 1; a given window, else the compaction's id, else the first kept entry.
   *
   * @param generationDetail the detail's text; null when there is none
   */
  Compaction numbered(@Nullable String generationDetail) {
    int number = generation > 0 ? generation : leadingNumber(generationDetail);
    if (number <= 0) {
      number = previousId != null ? 2 : 1;
    }
    String window = windowId != null ? windowId : id != null ? id : firstKeptEntryId;
    return new Compaction(
        id,
        previousId,
        compactedThroughEntryId,
        summarySchemaVersion,
        number,
        window,
        firstKeptEntryId,
        keptUserEntryIds,
        trigger,
        reason,
        phase,
        tokensBefore,
        tokensAfterEstimate,
        contextUsageBefore,
        contextUsageAfter);
  }

  private static int leadingNumber(@Nullable String text) {
    int number = 0;
    for (int i = 0; text != null && i < text.length() && i < 9; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        break;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  @Override
  public String toString() {
    return "Compaction[" + id + ", generation " + generation + "]";
  }
}
