package dev.threadbase.conversation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of the ledger that other devices follow (ggcode session, TunnelEvent). The store keeps
 * their order and knows nothing else of them; ids need not differ.
 *
 * @param eventId the event's id; may be empty
 * @param streamId the stream it belongs to; null for none, as an empty text is
 * @param type what it is; may be empty
 * @param data its data as JSON text, kept as it is spelled but for space; null for none, which is
 *     not the JSON value {@code null}
 */
public record TunnelEvent(
    String eventId, @Nullable String streamId, String type, @Nullable String data) {

  /** Takes an empty stream id for none. */
  public TunnelEvent {
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(type, "type");
    streamId = RecordTexts.emptyToNull(streamId);
  }

  @Override
  public String toString() {
    return "TunnelEvent[" + eventId + ", " + type + "]";
  }
}
