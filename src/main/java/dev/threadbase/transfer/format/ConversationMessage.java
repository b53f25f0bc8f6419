package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.RawText;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code message} record as an entry, and back. A user's message that is nothing but answers to
 * calls is the tools'; any role is in the context, as it is for ggcode, under the type of a user's
 * message where there is no other.
 */
final class ConversationMessage {

  static final String TYPE = "message";
  static final String MEMBER = "message";

  /** The role as the file has it, where it is not the one that would be written. */
  private static final String ROLE = "role";

  private ConversationMessage() {}

  /**
   * A record's message.
   *
   * @param text the message as it is spelled, compact
   */
  static Message read(JsonNode message, String text) {
    String role = JsonFields.textOrEmpty(message, "role");
    List<Part> parts =
        ConversationBlocks.read(message.get("content"), RawText.members(text).get("content"));
    boolean answers =
        role.equals(Role.USER.name())
            && !parts.isEmpty()
            && parts.stream().allMatch(Part.ToolResult.class::isInstance);
    return new Message(answers ? Role.TOOL : new Role(role), parts);
  }

  /** A record's message as an entry. */
  static Translated entry(JsonNode record, @Nullable String text) {
    JsonNode message = record.get(MEMBER);
    if (message == null || text == null || !message.isObject()) {
      return Translated.of(EntryType.CUSTOM, Content.EMPTY);
    }
    Message read = read(message, text);
    Role role = read.role();
    Content content = Content.of(read);
    if (role.name().equals(JsonFields.textOrEmpty(message, "role")) && role.equals(Role.TOOL)) {
      content = content.withMetadata(Map.of(ROLE, role.name()));
    }
    return Translated.sent(read, content);
  }

  /** A message in a record. */
  static ObjectNode write(Message message, Map<String, String> metadata) {
    ObjectNode written = JsonMapper.shared().createObjectNode();
    String role = message.role().equals(Role.TOOL) ? Role.USER.name() : message.role().name();
    written.put("role", metadata.getOrDefault(ROLE, role));
    written.set("content", ConversationBlocks.write(message.parts()));
    return written;
  }

  /** A message as a record. */
  static String line(Content content, Message message, String sessionId) {
    ObjectNode record = ConversationRecord.bare(TYPE, sessionId);
    record.set(MEMBER, write(message, content.metadata()));
    return ConversationRecord.json(record);
  }
}
