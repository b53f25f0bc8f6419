package dev.threadbase.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was found.
 *
 * @param threadId a thread that holds it: the one that wrote it if that may be shown, else another
 * @param title the title of that thread; null if it has none
 * @param workspace the workspace of that thread; null if it has none
 * @param sessionId the family that the message belongs to
 * @param entryId the entry
 * @param segmentId the segment it stands in
 * @param seq its position there
 * @param role the role of the message; null if the entry has none
 * @param createdAt when it was written
 * @param score how well it fits, the larger the better; only to compare the hits of one search
 * @param snippet the part of its text where most was found
 */
public record SearchHit(
    String threadId,
    @Nullable String title,
    @Nullable String workspace,
    String sessionId,
    String entryId,
    String segmentId,
    long seq,
    @Nullable String role,
    Instant createdAt,
    double score,
    Snippet snippet) {

  @Override
  public String toString() {
    return "SearchHit[" + threadId + ", " + entryId + "]";
  }
}
