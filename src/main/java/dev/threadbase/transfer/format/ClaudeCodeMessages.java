package dev.threadbase.transfer.format;

import dev.threadbase.message.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Messages as Claude Code writes them: content blocks of its provider. */
final class ClaudeCodeMessages {

  private ClaudeCodeMessages() {}

  /** A content that is a text or a list of blocks. */
  static List<Part> parts(@Nullable JsonNode content) {
    return parts(content, JsonLimits.DEEPEST_RESULT);
  }

  /**
   * The same within results.
   *
   * @param room how many results may still stand in each other
   */
  private static List<Part> parts(@Nullable JsonNode content, int room) {
    return ContentBlocks.read(content, block -> part(block, room));
  }

  private static Part part(JsonNode block, int room) {
    String type = JsonFields.textOrEmpty(block, "type");
    return switch (type) {
      case "text" -> new Part.Text(JsonFields.textOrEmpty(block, "text"));
      case "thinking" ->
          new Part.Reasoning(
              JsonFields.textOrEmpty(block, "thinking"), JsonFields.text(block, "signature"), null);
      case "redacted_thinking" -> new Part.Reasoning("", null, JsonFields.text(block, "data"));
      case "tool_use" ->
          new Part.ToolCall(
              JsonFields.textOrEmpty(block, "id"),
              JsonFields.textOrEmpty(block, "name"),
              block.has("input") ? block.get("input").toString() : "");
      case "tool_result" ->
          room == 0
              ? new Part.Opaque(type, block.toString())
              : new Part.ToolResult(
                  JsonFields.textOrEmpty(block, "tool_use_id"),
                  null,
                  parts(block.get("content"), room - 1),
                  JsonFields.isTrue(block, "is_error"));
      case "image" -> image(block);
      default -> new Part.Opaque(type, block.toString());
    };
  }

  private static Part image(JsonNode block) {
    JsonNode source = JsonFields.object(block, "source");
    return source != null && "base64".equals(JsonFields.text(source, "type"))
        ? new Part.Media(
            JsonFields.textOrEmpty(source, "media_type"), JsonFields.text(source, "data"), null)
        : new Part.Opaque("image", block.toString());
  }

  /** What a line says beside its message. */
  static Map<String, String> metadata(JsonNode line, JsonNode message) {
    Map<String, String> metadata = new HashMap<>();
    for (String name : List.of("requestId", "permissionMode", "agentId", "gitBranch")) {
      put(metadata, name, JsonFields.text(line, name));
    }
    for (String flag : List.of("isMeta", "isCompactSummary", "isSidechain")) {
      put(metadata, flag, JsonFields.isTrue(line, flag) ? "true" : null);
    }
    put(metadata, "message_id", JsonFields.text(message, "id"));
    put(metadata, "stop_reason", JsonFields.text(message, "stop_reason"));
    return metadata;
  }

  private static void put(Map<String, String> metadata, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      metadata.put(name, value);
    }
  }
}
