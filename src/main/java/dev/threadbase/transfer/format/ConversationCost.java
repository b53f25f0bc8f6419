package dev.threadbase.transfer.format;

import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import org.jspecify.annotations.Nullable;

/**
 * A {@code cost} record, whatever JSON value the host keeps of costs, as an entry, and back: its
 * data is that value as it is spelled; {@code null} is a value. Of several the last one counts.
 */
final class ConversationCost {

  static final String TYPE = "cost";
  static final String MEMBER = "cost";

  private ConversationCost() {}

  /** A record as an entry. */
  static Translated entry(@Nullable String text) {
    EntryType type = new EntryType(TYPE);
    return Translated.of(type, text == null ? Content.EMPTY : Content.EMPTY.withData(text));
  }

  /** Such an entry as a record; null if it has none of ours. */
  static @Nullable String line(Content content, String sessionId) {
    String data = content.data();
    return data == null ? null : ConversationRecord.line(TYPE, sessionId, MEMBER, data);
  }
}
