package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.message.Message;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user says something in words: what makes a thread a conversation that lists show
 * (ggcode session, HasUserInteraction). A tool's answer, an image or white space says nothing.
 */
final class UserText {

  /** How a payload begins whose first part is a text: what nearly every user's message does. */
  private static final String FIRST_TEXT =
      "{\"v\":1,\"message\":{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"";

  private static final String REPLACEMENT = "\"replacement\"";

  private UserText() {}

  static boolean isIn(List<Draft> drafts) {
    for (Draft draft : drafts) {
      NewEntry entry = draft.entry();
      if (isIn(entry.type(), entry.role(), entry.payload())) {
        return true;
      }
    }
    return false;
  }

  static boolean isIn(EntryType type, @Nullable String role, String payload) {
    if (type.equals(EntryType.COMPACTION)) {
      return isInReplacement(payload);
    }
    if (!type.equals(EntryType.USER_MESSAGE) || !Role.USER.name().equals(role)) {
      return false;
    }
    return beginsWithWord(payload) || isInAnother(payload);
  }

  /** Messages that stand for what was before are messages. */
  private static boolean isInReplacement(String payload) {
    if (!payload.contains(REPLACEMENT)) {
      return false;
    }
    try {
      return Content.parse(payload).replacement().stream().anyMatch(Conversation::isUserText);
    } catch (InvalidData notOurs) {
      return false;
    }
  }

  private static boolean isInAnother(String payload) {
    try {
      Message message = Content.parse(payload).message();
      return message != null && Conversation.isUserText(message);
    } catch (InvalidData notOurs) {
      // What cannot be read may say anything: a list must not hide it.
      return true;
    }
  }

  /** Saves the reading of the whole payload. */
  private static boolean beginsWithWord(String payload) {
    return payload.startsWith(FIRST_TEXT)
        && Character.isLetterOrDigit(payload.charAt(FIRST_TEXT.length()));
  }
}
