package dev.threadbase.transfer.format;

import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.conversation.StoredHeader;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.message.RawText;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * A {@code meta} record as what is known about a thread, and back: title, workspace, vendor,
 * endpoint, model and both times are the thread's own; the record itself is kept as metadata, for
 * its running total of tokens, whether its ledger of events is complete, and the offsets of its
 * times.
 *
 * @param title the title; empty for none, as are the other texts
 * @param createdAt as it is spelled; empty for never
 * @param updatedAt as it is spelled; empty for never
 * @param tokens the running total of tokens
 * @param eventsComplete whether the ledger of events tells the whole conversation
 */
record ConversationMeta(
    String title,
    String workspace,
    String vendor,
    String endpoint,
    String model,
    String createdAt,
    String updatedAt,
    TokenUsage tokens,
    boolean eventsComplete) {

  static final String TYPE = "meta";

  /** The last record, as text. */
  static final String KEPT = "conversation_meta";

  static final ConversationMeta NONE =
      new ConversationMeta("", "", "", "", "", "", "", TokenUsage.NONE, false);

  /** What a thread's metadata may hold of a record, and no longer does once a newer one is read. */
  private static final List<String> NAMES =
      List.of(
          KEPT,
          StoredHeader.CREATED_AT,
          StoredHeader.UPDATED_AT,
          StoredHeader.TOKENS,
          StoredHeader.EVENTS_COMPLETE);

  /** A record, or an element of the index. */
  static ConversationMeta of(JsonNode record) {
    return new ConversationMeta(
        JsonFields.textOrEmpty(record, "title"),
        JsonFields.textOrEmpty(record, "workspace"),
        JsonFields.textOrEmpty(record, "vendor"),
        JsonFields.textOrEmpty(record, "endpoint"),
        JsonFields.textOrEmpty(record, "model"),
        time(record, "created_at"),
        time(record, "updated_at"),
        RecordJson.tokens(record.path("token_usage").toString()),
        JsonFields.isTrue(record, "tunnel_events_complete"));
  }

  private static String time(JsonNode record, String name) {
    String text = JsonFields.textOrEmpty(record, name);
    return text.equals(ConversationRecord.ZERO_TIME) ? "" : text;
  }

  /** What a newer account of the same thread says; what it leaves empty stays. */
  ConversationMeta with(ConversationMeta newer) {
    return new ConversationMeta(
        newer.title.isEmpty() ? title : newer.title,
        newer.workspace.isEmpty() ? workspace : newer.workspace,
        newer.vendor.isEmpty() ? vendor : newer.vendor,
        newer.endpoint.isEmpty() ? endpoint : newer.endpoint,
        newer.model.isEmpty() ? model : newer.model,
        createdAt.isEmpty() ? newer.createdAt : createdAt,
        newer.updatedAt,
        tokens,
        eventsComplete);
  }

  @Nullable Instant created() {
    return OffsetTimes.instant(createdAt);
  }

  @Nullable Instant updated() {
    return OffsetTimes.instant(updatedAt);
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** What a thread says now. */
  private static ConversationMeta of(ThreadMeta thread) {
    Map<String, String> metadata = thread.metadata();
    Title title = thread.title();
    ConversationHeader header = StoredHeader.of(thread);
    return new ConversationMeta(
        text("first_message".equals(title.source()) ? null : title.text()),
        text(thread.workspace()),
        text(thread.vendor()),
        text(thread.endpoint()),
        text(thread.model()),
        OffsetTimes.text(metadata.get(StoredHeader.CREATED_AT), thread.createdAt()),
        OffsetTimes.text(metadata.get(StoredHeader.UPDATED_AT), thread.updatedAt()),
        header.tokenUsage(),
        header.tunnelEventsComplete());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * The metadata of a thread with this as its last record.
   *
   * @param known what else it holds
   */
  Map<String, String> metadata(@Nullable String record, Map<String, String> known) {
    Map<String, String> metadata = new HashMap<>(known);
    metadata.keySet().removeAll(NAMES);
    if (record != null) {
      metadata.put(KEPT, record);
    }
    if (!createdAt.isEmpty()) {
      metadata.put(StoredHeader.CREATED_AT, createdAt);
    }
    if (!updatedAt.isEmpty()) {
      metadata.put(StoredHeader.UPDATED_AT, updatedAt);
    }
    if (!tokens.equals(TokenUsage.NONE)) {
      metadata.put(StoredHeader.TOKENS, RecordJson.of(tokens));
    }
    if (eventsComplete) {
      metadata.put(StoredHeader.EVENTS_COMPLETE, "true");
    }
    return metadata;
  }

  /**
   * Whether a thread has another title, total or ledger than its last record says. A title that is
   * not an application's came from the index, or from a message, and is in no record.
   */
  static boolean isRevised(ThreadMeta thread) {
    String kept = thread.metadata().get(KEPT);
    ConversationMeta record = kept == null ? NONE : of(RawJson.parsedOrText(kept));
    ConversationMeta now = of(thread);
    return (StoredHeader.TITLE_SOURCE.equals(thread.title().source())
            && !record.title.equals(now.title))
        || !record.tokens.equals(now.tokens)
        || record.eventsComplete != now.eventsComplete;
  }

  /** The record of a thread: the one it had, if nothing has changed since. */
  static String write(ThreadMeta thread) {
    String kept = thread.metadata().get(KEPT);
    ConversationMeta now = of(thread);
    if (kept == null) {
      return now.line(thread.id(), RecordJson.of(now.tokens));
    }
    ConversationMeta record = of(RawJson.parsedOrText(kept));
    if (record.equals(now)) {
      return kept;
    }
    String spelled = RawText.members(kept).get("token_usage");
    return spelled != null && record.tokens.equals(now.tokens)
        ? now.line(thread.id(), spelled)
        : now.line(thread.id(), RecordJson.of(now.tokens));
  }

  private String line(String sessionId, String tokens) {
    ObjectNode record = ConversationRecord.begin(TYPE, sessionId);
    put(record, "title", title);
    put(record, "workspace", workspace);
    put(record, "vendor", vendor);
    put(record, "endpoint", endpoint);
    put(record, "model", model);
    record.putRawValue("token_usage", new RawValue(tokens));
    record.put("created_at", createdAt.isEmpty() ? ConversationRecord.ZERO_TIME : createdAt);
    record.put("updated_at", updatedAt.isEmpty() ? ConversationRecord.ZERO_TIME : updatedAt);
    if (eventsComplete) {
      record.put("tunnel_events_complete", true);
    }
    return ConversationRecord.json(record);
  }

  private static void put(ObjectNode record, String name, String value) {
    if (!value.isEmpty()) {
      record.put(name, value);
    }
  }
}
