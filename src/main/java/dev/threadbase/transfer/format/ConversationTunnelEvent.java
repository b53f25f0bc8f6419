package dev.threadbase.transfer.format;

import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tunnel_event} record, an event of the ledger that other devices follow, as an entry, and
 * back: its data is the record's member as it is spelled.
 */
final class ConversationTunnelEvent {

  static final String TYPE = "tunnel_event";
  static final String MEMBER = "tunnel_event";

  private ConversationTunnelEvent() {}

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
