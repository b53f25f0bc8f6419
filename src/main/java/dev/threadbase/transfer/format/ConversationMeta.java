package dev.threadbase.transfer.format;

import dev.threadbase.message.RawText;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.HashMap;
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
 */
record ConversationMeta(
    String title,
    String workspace,
    String vendor,
    String endpoint,
    String model,
    String createdAt,
    String updatedAt) {

  static final String TYPE = "meta";

  /** The last record, as text. */
  static final String KEPT = "conversation_meta";

  /** The times as the file spells them. */
  static final String CREATED_AT = "conversation_created_at";

  static final String UPDATED_AT = "conversation_updated_at";

  static final ConversationMeta NONE = new ConversationMeta("", "", "", "", "", "", "");

  /** A record, or an element of the index. */
  static ConversationMeta of(JsonNode record) {
    return new ConversationMeta(
        JsonFields.textOrEmpty(record, "title"),
        JsonFields.textOrEmpty(record, "workspace"),
        JsonFields.textOrEmpty(record, "vendor"),
        JsonFields.textOrEmpty(record, "endpoint"),
        JsonFields.textOrEmpty(record, "model"),
        time(record, "created_at"),
        time(record, "updated_at"));
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
        newer.updatedAt);
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
    return new ConversationMeta(
        text("first_message".equals(title.source()) ? null : title.text()),
        text(thread.workspace()),
        text(thread.vendor()),
        text(thread.endpoint()),
        text(thread.model()),
        OffsetTimes.text(metadata.get(CREATED_AT), thread.createdAt()),
        OffsetTimes.text(metadata.get(UPDATED_AT), thread.updatedAt()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The metadata of a thread with this as its last record. */
  Map<String, String> metadata(@Nullable String record) {
    Map<String, String> metadata = new HashMap<>();
    if (record != null) {
      metadata.put(KEPT, record);
    }
    if (!createdAt.isEmpty()) {
      metadata.put(CREATED_AT, createdAt);
    }
    if (!updatedAt.isEmpty()) {
      metadata.put(UPDATED_AT, updatedAt);
    }
    return metadata;
  }

  /** The record of a thread: the one it had, if nothing has changed since. */
  static String write(ThreadMeta thread) {
    String kept = thread.metadata().get(KEPT);
    ConversationMeta now = of(thread);
    if (kept == null) {
      return now.line(thread.id(), ConversationRecord.noTokens().toString(), false);
    }
    JsonNode record = RawJson.parsedOrText(kept);
    if (of(record).equals(now)) {
      return kept;
    }
    String tokens = RawText.members(kept).get("token_usage");
    return now.line(
        thread.id(),
        tokens == null ? ConversationRecord.noTokens().toString() : tokens,
        JsonFields.isTrue(record, "tunnel_events_complete"));
  }

  private String line(String sessionId, String tokens, boolean eventsComplete) {
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
