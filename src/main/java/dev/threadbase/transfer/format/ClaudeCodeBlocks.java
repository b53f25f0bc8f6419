package dev.threadbase.transfer.format;

import dev.threadbase.message.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes parts as the content blocks of Claude Code's provider. */
final class ClaudeCodeBlocks {

  private ClaudeCodeBlocks() {}

  static ArrayNode of(List<Part> parts) {
    ArrayNode blocks = JsonMapper.shared().createArrayNode();
    for (Part part : parts) {
      JsonNode block = block(part);
      if (block != null) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private static @Nullable JsonNode block(Part part) {
    ObjectNode block = JsonMapper.shared().createObjectNode();
    if (part instanceof Part.Text text) {
      return block.put("type", "text").put("text", text.text());
    }
    if (part instanceof Part.Reasoning reasoning) {
      return thought(block, reasoning);
    }
    if (part instanceof Part.Media media) {
      return media(block, media);
    }
    if (part instanceof Part.ToolCall call) {
      block.put("type", "tool_use").put("id", call.id()).put("name", call.name());
      return block.set("input", RawJson.arguments(call.arguments()));
    }
    if (part instanceof Part.ToolResult result) {
      block.put("tool_use_id", result.callId()).put("type", "tool_result");
      block.set("content", of(result.content()));
      return block.put("is_error", result.error());
    }
    return part instanceof Part.Opaque opaque ? RawJson.parsedOrText(opaque.json()) : null;
  }

  private static ObjectNode thought(ObjectNode block, Part.Reasoning reasoning) {
    boolean hidden = reasoning.text().isEmpty() && reasoning.signature() == null;
    if (hidden && reasoning.encrypted() != null) {
      return block.put("type", "redacted_thinking").put("data", reasoning.encrypted());
    }
    block.put("type", "thinking").put("thinking", reasoning.text());
    if (reasoning.signature() != null) {
      block.put("signature", reasoning.signature());
    }
    return block;
  }

  private static @Nullable ObjectNode media(ObjectNode block, Part.Media media) {
    block.put("type", media.mimeType().startsWith("image/") ? "image" : "document");
    ObjectNode source = block.putObject("source");
    if (media.data() != null) {
      source.put("type", "base64").put("media_type", media.mimeType()).put("data", media.data());
      return block;
    }
    source.put("type", "url").put("url", media.url());
    return media.url() == null ? null : block;
  }
}
