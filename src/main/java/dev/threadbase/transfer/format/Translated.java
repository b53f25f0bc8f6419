package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line on its way to an entry.
 *
 * @param type the entry's type
 * @param content what it says
 * @param time when it was written; null if it does not say
 */
record Translated(EntryType type, Content content, @Nullable Instant time) {

  static Translated of(EntryType type, Content content) {
    return new Translated(type, content, null);
  }

  /**
   * A message that a model is sent, whoever speaks: under the type of a user's message where its
   * role has none of its own.
   */
  static Translated sent(Message message, Content content) {
    return of(typeOf(message), content);
  }

  private static EntryType typeOf(Message message) {
    if (message.role().equals(Role.TOOL)) {
      return EntryType.TOOL_RESULT;
    }
    if (!message.role().equals(Role.ASSISTANT)) {
      return EntryType.USER_MESSAGE;
    }
    boolean calls = message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    return calls ? EntryType.TOOL_CALL : EntryType.ASSISTANT_MESSAGE;
  }

  Translated at(@Nullable Instant value) {
    return new Translated(type, content, value);
  }

  Translated saying(Content value) {
    return new Translated(type, value, time);
  }

  NewEntry entry() {
    return NewEntry.of(type, content).at(time);
  }
}
