package dev.threadbase.conversation;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadMetaBuilder;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A header as the columns of a thread, and back. What a thread has no column for is in its
 * metadata: the spelling of both times where they are not in UTC, because their offset is shown;
 * the running total of tokens; whether the ledger is complete.
 */
public final class StoredHeader {

  /** The creation time as it was spelled. */
  public static final String CREATED_AT = "conversation_created_at";

  /** The time of the last change as it was spelled. */
  public static final String UPDATED_AT = "conversation_updated_at";

  /** The running total of tokens, as JSON. */
  public static final String TOKENS = "conversation_token_usage";

  /** There, and true, if the ledger tells the whole conversation. */
  public static final String EVENTS_COMPLETE = "conversation_tunnel_events_complete";

  /** The source of a title that an application gave. */
  public static final String TITLE_SOURCE = "conversation";

  private StoredHeader() {}

  /** What a thread says. */
  public static ConversationHeader of(ThreadMeta thread) {
    return of(
        thread.id(),
        thread.title().text(),
        thread.workspace(),
        thread.vendor(),
        thread.endpoint(),
        thread.model(),
        thread.createdAt(),
        thread.updatedAt(),
        thread.metadata());
  }

  /** What the columns of a thread say. */
  public static ConversationHeader of(
      String id,
      @Nullable String title,
      @Nullable String workspace,
      @Nullable String vendor,
      @Nullable String endpoint,
      @Nullable String model,
      @Nullable Instant createdAt,
      @Nullable Instant updatedAt,
      Map<String, String> metadata) {
    return new ConversationHeader(
        id,
        RecordTexts.nullToEmpty(title),
        workspace,
        vendor,
        endpoint,
        model,
        time(metadata.get(CREATED_AT), createdAt),
        time(metadata.get(UPDATED_AT), updatedAt),
        RecordJson.tokens(metadata.get(TOKENS)),
        Boolean.parseBoolean(metadata.get(EVENTS_COMPLETE)));
  }

  /** The time as it was spelled, if that is still the same time, else in UTC. */
  private static OffsetDateTime time(@Nullable String spelled, @Nullable Instant time) {
    OffsetDateTime kept = RecordTimes.parse(spelled);
    if (time == null || kept.toInstant().equals(time)) {
      return kept;
    }
    return time.atOffset(ZoneOffset.UTC);
  }

  /** A thread that is to be made with a header. */
  public static ThreadMeta thread(ConversationHeader header) {
    ThreadMetaBuilder thread =
        ThreadMeta.builder(header.id())
            .title(title(header.title()))
            .workspace(header.workspace())
            .vendor(header.vendor())
            .endpoint(header.endpoint())
            .model(header.model())
            .metadata(metadata(Map.of(), header));
    return thread
        .createdAt(header.createdAt().toInstant())
        .updatedAt(header.updatedAt().toInstant())
        .build();
  }

  /**
   * What of a header is to be written: what its caller has changed.
   *
   * @param base what the caller started from; null to write all of it
   * @param thread the thread as it is
   */
  public static ThreadUpdate changes(
      ConversationHeader header, @Nullable ConversationHeader base, ThreadMeta thread) {
    ConversationHeader now = of(thread);
    ConversationHeader before = base == null ? now : base;
    ThreadUpdate update = ThreadUpdate.NOTHING;
    if (!header.title().equals(before.title())) {
      update = update.title(title(header.title()));
    }
    if (!Objects.equals(header.workspace(), before.workspace())) {
      update = update.workspace(header.workspace());
    }
    if (!Objects.equals(header.vendor(), before.vendor())) {
      update = update.vendor(header.vendor());
    }
    if (!Objects.equals(header.endpoint(), before.endpoint())) {
      update = update.endpoint(header.endpoint());
    }
    if (!Objects.equals(header.model(), before.model())) {
      update = update.model(header.model());
    }
    boolean later = header.updatedAt().isAfter(now.updatedAt());
    OffsetDateTime updated = later ? header.updatedAt() : now.updatedAt();
    ConversationHeader written =
        now.withTokenUsage(
                header.tokenUsage().equals(before.tokenUsage())
                    ? now.tokenUsage()
                    : header.tokenUsage())
            .withTunnelEventsComplete(
                header.tunnelEventsComplete() == before.tunnelEventsComplete()
                    ? now.tunnelEventsComplete()
                    : header.tunnelEventsComplete())
            .withUpdatedAt(updated);
    Map<String, String> metadata = metadata(thread.metadata(), written);
    if (!metadata.equals(thread.metadata())) {
      update = update.metadata(metadata);
    }
    return update.updatedAt(updated.toInstant());
  }

  private static Title title(String title) {
    return title.isEmpty() ? Title.NONE : Title.of(title, TITLE_SOURCE);
  }

  /** The metadata of a thread with what a header adds to it. */
  private static Map<String, String> metadata(
      Map<String, String> known, ConversationHeader header) {
    Map<String, String> metadata = new TreeMap<>(known);
    putSpelled(metadata, CREATED_AT, header.createdAt());
    putSpelled(metadata, UPDATED_AT, header.updatedAt());
    put(
        metadata,
        TOKENS,
        !header.tokenUsage().equals(TokenUsage.NONE),
        RecordJson.of(header.tokenUsage()));
    put(metadata, EVENTS_COMPLETE, header.tunnelEventsComplete(), "true");
    return metadata;
  }

  private static void putSpelled(Map<String, String> metadata, String name, OffsetDateTime time) {
    put(metadata, name, !time.getOffset().equals(ZoneOffset.UTC), RecordTimes.text(time));
  }

  private static void put(Map<String, String> metadata, String name, boolean there, String value) {
    if (there) {
      metadata.put(name, value);
    } else {
      metadata.remove(name);
    }
  }
}
