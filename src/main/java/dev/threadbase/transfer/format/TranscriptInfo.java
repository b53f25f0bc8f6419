package dev.threadbase.transfer.format;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transcript says about its thread as a whole.
 *
 * @param sessionId the session it names
 * @param threadId the id of its thread here
 * @param parentThreadId the thread that owns it; null for none
 * @param forkedFromThreadId the thread that it was forked from; null for none
 * @param title its title; null for none
 * @param titleSource where the title is from
 * @param workspace the folder it worked in; null if it does not say
 * @param vendor the model's vendor; null if it does not say
 * @param model the model it began with; null if it does not say
 * @param createdAt when it began; null if it does not say
 * @param metadata anything else worth keeping with the thread
 */
public record TranscriptInfo(
    String sessionId,
    String threadId,
    @Nullable String parentThreadId,
    @Nullable String forkedFromThreadId,
    @Nullable String title,
    @Nullable String titleSource,
    @Nullable String workspace,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable Instant createdAt,
    Map<String, String> metadata) {

  /** Copies the metadata. */
  public TranscriptInfo {
    metadata = Map.copyOf(metadata);
  }
}
