package dev.threadbase.conversation;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;

/** Titles from what a user first said (ggcode session, section 4.6). */
final class ConversationTitle {

  private static final int LONGEST = 60;
  private static final String CUT = "...";

  private ConversationTitle() {}

  /**
   * The beginning of the first text that is not empty in the first message of a user; empty if that
   * message has none. Nothing is trimmed. More than sixty code points become fifty-seven and three
   * dots.
   */
  static String of(List<Message> messages) {
    for (Message message : messages) {
      if (message.role().equals(Role.USER)) {
        return message.parts().stream()
            .filter(part -> part instanceof Part.Text text && !text.text().isEmpty())
            .map(part -> cut(((Part.Text) part).text()))
            .findFirst()
            .orElse("");
      }
    }
    return "";
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST - CUT.length())) + CUT;
  }
}
