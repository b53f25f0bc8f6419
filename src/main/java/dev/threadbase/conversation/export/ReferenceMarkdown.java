package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;

/**
 * The Markdown of ggcode v1.3.61, byte for byte (ggcode session, section 8). Half of a surrogate
 * pair, which its texts cannot hold, is the replacement character.
 */
final class ReferenceMarkdown {

  private static final String RULE = "---\n\n";
  private static final String FENCE = "```";

  private final Sink out;

  ReferenceMarkdown(Sink out) {
    this.out = out;
  }

  void write(Conversation conversation) {
    header(conversation.header());
    put("**Messages:** ", Integer.toString(conversation.messages().size()), "\n\n", RULE);
    conversation.messages().forEach(this::message);
  }

  private void header(ConversationHeader header) {
    put("# ", header.title(), "\n\n");
    put("**Session:** ", header.id(), "\n");
    put("**Created:** ", Shown.time(header.createdAt()), "\n");
    put("**Updated:** ", Shown.time(header.updatedAt()), "\n");
    if (header.vendor() == null) {
      return;
    }
    put("**Vendor:** ", header.vendor());
    if (header.endpoint() != null) {
      put(" / ", header.endpoint());
    }
    if (header.model() != null) {
      put(" / ", header.model());
    }
    put("\n");
  }

  private void message(Message message) {
    put("## ", heading(message), "\n\n");
    List<Part> parts = message.parts();
    for (int i = 0; i < parts.size(); i++) {
      // A thought and the text behind it are one block, whose text is empty if there is none.
      boolean thinksFirst = parts.get(i) instanceof Part.Reasoning;
      boolean said = i + 1 < parts.size() && parts.get(i + 1) instanceof Part.Text;
      if (!thinksFirst || !said) {
        part(parts.get(i));
      }
    }
    put(RULE);
  }

  private static String heading(Message message) {
    return switch (storedRole(message)) {
      case "user" -> "User";
      case "assistant" -> "Assistant";
      case "system" -> "System";
      default -> storedRole(message);
    };
  }

  /** The role as the reference has it, for which answers of tools are a user's message. */
  private static String storedRole(Message message) {
    boolean answers =
        message.role().equals(Role.TOOL)
            && !message.parts().isEmpty()
            && message.parts().stream().allMatch(Part.ToolResult.class::isInstance);
    String own = answers ? Role.USER.name() : message.role().name();
    return message.attributes().getOrDefault("role", own);
  }

  private void part(Part part) {
    if (part instanceof Part.Text text) {
      put(text.text(), "\n\n");
    } else if (part instanceof Part.Reasoning) {
      put("\n\n");
    } else if (part instanceof Part.ToolCall call) {
      put("**Tool Call:** `", call.name(), "`\n");
      if (!call.arguments().isEmpty()) {
        put(FENCE, "json\n", call.arguments(), "\n", FENCE, "\n");
      }
      put("\n");
    } else if (part instanceof Part.ToolResult result) {
      put("**Tool Result** (error=", Boolean.toString(result.error()), "):\n");
      String output = new Message(Role.TOOL, result.content()).text();
      put(FENCE, "\n", output, "\n", FENCE, "\n\n");
    }
  }

  private void put(String... texts) {
    for (String text : texts) {
      out.append(ShownText.wellFormed(text));
    }
  }
}
