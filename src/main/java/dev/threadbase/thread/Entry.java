package dev.threadbase.thread;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a conversation, as it is stored. Identified by {@code (segmentId, seq)}, and by its
 * id within a thread.
 *
 * <p>Entries that a fork inherits keep the ids, the thread id and the times that they were written
 * with.
 *
 * @param sessionId the family that the entry belongs to
 * @param segmentId the segment it stands in
 * @param seq its position there, from 0
 * @param id its id, unique within every thread that holds it
 * @param threadId the thread that wrote it
 * @param ordinal its place in that thread's own journal, from 0 without gaps
 * @param parentId the entry that it follows; null for a root
 * @param type what it is
 * @param turnId the turn it belongs to; null when it belongs to none
 * @param role the role of its message; null without a message
 * @param model the model that spoke; null when none did or it is not known
 * @param toolName the tool that is called or answers; null when there is none
 * @param createdAt when it was made, to the nanosecond
 * @param payload what it says, as it was given, byte for byte
 * @param payloadHash {@code 1:} and the SHA-256 of the payload's UTF-8 bytes in lower-case hex
 * @param source where it was imported from; null when it was not imported
 */
public record Entry(
    String sessionId,
    String segmentId,
    long seq,
    String id,
    String threadId,
    long ordinal,
    @Nullable String parentId,
    EntryType type,
    @Nullable String turnId,
    @Nullable String role,
    @Nullable String model,
    @Nullable String toolName,
    Instant createdAt,
    String payload,
    String payloadHash,
    @Nullable SourceLine source) {

  /**
   * The payload, read.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the payload was given as raw JSON of
   *     another form
   */
  public Content content() {
    return Content.parse(payload);
  }

  @Override
  public String toString() {
    return "Entry[" + id + ", " + type + ", " + segmentId + ":" + seq + "]";
  }
}
