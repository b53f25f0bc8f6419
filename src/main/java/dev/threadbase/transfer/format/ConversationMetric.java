package dev.threadbase.transfer.format;

import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A {@code metric} record, how long a call of a model or of a tool took, as an entry, and back: its
 * data is the record's member as it is spelled, durations in nanoseconds.
 */
final class ConversationMetric {

  static final String TYPE = "metric";
  static final String MEMBER = "metric_event";

  private ConversationMetric() {}

  /** A record as an entry. */
  static Translated entry(JsonNode record, @Nullable String text) {
    JsonNode metric = JsonFields.object(record, MEMBER);
    if (metric == null || text == null) {
      return Translated.of(new EntryType(TYPE), Content.EMPTY);
    }
    return Translated.of(new EntryType(TYPE), Content.EMPTY.withData(text))
        .at(JsonFields.time(metric, "timestamp"));
  }

  /** Such an entry as a record; null if it has none of ours. */
  static @Nullable String line(Content content, String sessionId) {
    String data = content.data();
    return data == null ? null : ConversationRecord.line(TYPE, sessionId, MEMBER, data);
  }
}
