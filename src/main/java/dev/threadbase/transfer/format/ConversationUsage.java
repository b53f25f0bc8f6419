package dev.threadbase.transfer.format;

import dev.threadbase.conversation.ConversationEntries;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A {@code usage} record, what one call of a model took, as an entry, and back: its counts and its
 * model are the entry's own, and its data is the record's member as it is spelled.
 */
final class ConversationUsage {

  static final String TYPE = "usage";
  static final String MEMBER = "usage_entry";

  private ConversationUsage() {}

  /** A record as an entry. */
  static Translated entry(JsonNode record, @Nullable String text) {
    JsonNode usage = JsonFields.object(record, MEMBER);
    if (usage == null || text == null) {
      return Translated.of(new EntryType(TYPE), Content.EMPTY);
    }
    Content content = ConversationEntries.usageContent(RecordJson.usage(text), text);
    return Translated.of(new EntryType(TYPE), content).at(JsonFields.time(usage, "timestamp"));
  }

  /** Such an entry as a record; null if it has none of ours. */
  static @Nullable String line(Content content, String sessionId) {
    String data = content.data();
    return data == null ? null : ConversationRecord.line(TYPE, sessionId, MEMBER, data);
  }
}
