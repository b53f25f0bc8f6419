package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Messages as pi writes them. */
final class PiMessages {

  private PiMessages() {}

  static NewEntry read(JsonNode message) {
    String role = JsonFields.textOrEmpty(message, "role");
    return switch (role) {
      case "user" -> NewEntry.message(new Message(Role.USER, parts(message.get("content"))));
      case "assistant" -> assistant(message);
      case "toolResult" -> toolResult(message);
      case "bashExecution" -> bash(message);
      default -> other(role, message);
    };
  }

  private static NewEntry assistant(JsonNode message) {
    Message read = new Message(Role.ASSISTANT, parts(message.get("content")));
    Map<String, String> metadata = new HashMap<>();
    for (String name : List.of("api", "stopReason", "errorMessage")) {
      String value = JsonFields.text(message, name);
      if (value != null) {
        metadata.put(name, value);
      }
    }
    Content content =
        Content.of(read)
            .withModel(JsonFields.text(message, "provider"), JsonFields.text(message, "model"))
            .withMetadata(metadata);
    JsonNode usage = JsonFields.object(message, "usage");
    if (usage != null) {
      content = content.withUsage(usage(usage)).withData(usage.toString());
    }
    return NewEntry.of(NewEntry.message(read).type(), content);
  }

  private static Usage usage(JsonNode usage) {
    return new Usage(
        JsonFields.count(usage, "input"),
        JsonFields.count(usage, "output"),
        JsonFields.count(usage, "cacheRead"),
        JsonFields.count(usage, "cacheWrite"));
  }

  private static NewEntry toolResult(JsonNode message) {
    Part result =
        new Part.ToolResult(
            JsonFields.textOrEmpty(message, "toolCallId"),
            JsonFields.text(message, "toolName"),
            parts(message.get("content")),
            JsonFields.isTrue(message, "isError"));
    Content content = Content.of(new Message(Role.TOOL, List.of(result)));
    JsonNode details = message.get("details");
    return NewEntry.of(
        EntryType.TOOL_RESULT, details == null ? content : content.withData(details.toString()));
  }

  /** A command that the user ran: pi shows it to the model as text. */
  private static NewEntry bash(JsonNode message) {
    String text =
        "$ "
            + JsonFields.textOrEmpty(message, "command")
            + "\n"
            + JsonFields.textOrEmpty(message, "output");
    Message read = new Message(new Role("bashExecution"), List.of(new Part.Text(text)));
    return NewEntry.of(EntryType.CUSTOM, Content.of(read).withData(message.toString()));
  }

  private static NewEntry other(String role, JsonNode message) {
    Message read = new Message(new Role(role), parts(message.get("content")));
    return NewEntry.of(EntryType.CUSTOM, Content.of(read).withData(message.toString()));
  }

  /** A content that is a text or a list of blocks. */
  static List<Part> parts(@Nullable JsonNode content) {
    return ContentBlocks.read(content, PiMessages::part);
  }

  private static Part part(JsonNode block) {
    String type = JsonFields.textOrEmpty(block, "type");
    return switch (type) {
      case "text" -> new Part.Text(JsonFields.textOrEmpty(block, "text"));
      case "thinking" ->
          new Part.Reasoning(JsonFields.textOrEmpty(block, "thinking"), signature(block), null);
      case "image" ->
          new Part.Media(
              JsonFields.textOrEmpty(block, "mimeType"), JsonFields.text(block, "data"), null);
      case "toolCall" ->
          new Part.ToolCall(
              JsonFields.textOrEmpty(block, "id"),
              JsonFields.textOrEmpty(block, "name"),
              block.has("arguments") ? block.get("arguments").toString() : "");
      default -> new Part.Opaque(type, block.toString());
    };
  }

  private static @Nullable String signature(JsonNode block) {
    String signature = JsonFields.text(block, "thinkingSignature");
    return signature != null ? signature : JsonFields.text(block, "signature");
  }

  /** The text of a content, for a title. */
  static String text(@Nullable JsonNode content) {
    return new Message(Role.USER, parts(content)).text();
  }
}
