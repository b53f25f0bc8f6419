package dev.threadbase.transfer.format;

import dev.threadbase.conversation.ConversationEntries;
import dev.threadbase.message.Message;
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
    return of(ConversationEntries.typeOf(message), content);
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
