package dev.threadbase.pool.compaction;

import org.jspecify.annotations.Nullable;

/**
 * A place where a text was found: in a summary or in a message.
 *
 * @param summaryId the summary; null for a message
 * @param entryId the message's entry; null for a summary
 * @param snippet the text around the place
 */
public record SummaryMatch(@Nullable String summaryId, @Nullable String entryId, String snippet) {

  @Override
  public String toString() {
    return "SummaryMatch[" + (summaryId == null ? entryId : summaryId) + "]";
  }
}
