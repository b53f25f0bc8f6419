package dev.threadbase.pool;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of an answer that came in pieces and is in no message yet. A runner that says a message
 * with its tool calls may have said its text before: then the message stands for both.
 */
final class SpokenText {

  private final int longest;
  private final StringBuilder text = new StringBuilder();

  SpokenText(int longest) {
    this.longest = longest;
  }

  /** Adds a piece. */
  void add(String piece) {
    if (text.length() + (long) piece.length() > longest) {
      throw new IllegalStateException(
          "the runner said more than %,d characters without a message".formatted(longest));
    }
    text.append(piece);
  }

  /** All of it. */
  String text() {
    return text.toString();
  }

  /** What has to be stored when a message is said, in order. */
  List<Message> before(Message message) {
    List<Message> messages = new ArrayList<>();
    if (text.isEmpty() || !message.role().equals(Role.ASSISTANT)) {
      messages.addAll(rest());
      messages.add(message);
      return messages;
    }
    String said = message.text().strip();
    String spoken = text.toString();
    if (said.isEmpty()) {
      messages.add(withText(message, spoken));
      text.setLength(0);
    } else if (said.startsWith(spoken.strip())) {
      messages.add(message);
      text.setLength(0);
    } else {
      messages.addAll(rest());
      messages.add(message);
    }
    return messages;
  }

  /** A message whose text came in pieces alone: it belongs in front of the calls. */
  private static Message withText(Message message, String spoken) {
    List<Part> parts =
        new ArrayList<>(
            message.parts().stream().filter(part -> !(part instanceof Part.Text)).toList());
    int call = 0;
    while (call < parts.size() && !(parts.get(call) instanceof Part.ToolCall)) {
      call++;
    }
    parts.add(call, new Part.Text(spoken));
    return new Message(message.role(), parts, message.attributes());
  }

  /** The text as a message, which is then stored; none if there is no text. */
  List<Message> rest() {
    if (text.toString().isBlank()) {
      text.setLength(0);
      return List.of();
    }
    Message message = Message.assistant(text.toString());
    text.setLength(0);
    return List.of(message);
  }
}
