package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages as pi does: a result of a tool is a message of its own. */
final class PiMessageWriter {

  private static final int NAMES_KEPT = 1_000;

  /** Roles of instructions, which pi keeps elsewhere. */
  private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

  private final Map<String, String> toolNames =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > NAMES_KEPT;
        }
      };

  /**
   * The messages that a message becomes; none if pi has none for it.
   *
   * @param same whether it was read from a file of pi
   */
  List<ObjectNode> messages(Message message, Content content, boolean same) {
    JsonNode data = content.data() == null ? null : RawJson.parsedOrText(content.data());
    String role = message.role().name();
    if (same && data != null && role.equals(JsonFields.text(data, "role"))) {
      // Kept whole: a command of the user, or a message of a role of pi's own.
      return List.of(((ObjectNode) data).deepCopy());
    }
    if (INSTRUCTIONS.contains(role)) {
      return List.of();
    }
    List<ObjectNode> messages = new ArrayList<>();
    List<Part> said = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        addSaid(messages, message.role(), said);
        messages.add(result(result));
      } else {
        said.add(part);
      }
    }
    if (message.parts().isEmpty() && !message.role().equals(Role.TOOL)) {
      messages.add(message(message.role(), List.of()));
    }
    addSaid(messages, message.role(), said);
    messages.stream()
        .filter(each -> "assistant".equals(JsonFields.text(each, "role")))
        .findFirst()
        .ifPresent(assistant -> addAnswer(assistant, content, same ? data : null));
    if (data != null) {
      messages.stream()
          .filter(each -> "toolResult".equals(JsonFields.text(each, "role")))
          .findFirst()
          .ifPresent(result -> result.set("details", data));
    }
    return messages;
  }

  private void addSaid(List<ObjectNode> messages, Role role, List<Part> said) {
    if (!said.isEmpty()) {
      messages.add(message(role, said));
      said.clear();
    }
  }

  private ObjectNode message(Role role, List<Part> parts) {
    ObjectNode message = JsonMapper.shared().createObjectNode();
    message.put("role", role.equals(Role.ASSISTANT) ? "assistant" : "user");
    message.set("content", blocks(parts));
    return message;
  }

  private ObjectNode result(Part.ToolResult result) {
    ObjectNode message = JsonMapper.shared().createObjectNode();
    message.put("role", "toolResult").put("toolCallId", result.callId());
    String name = result.name() != null ? result.name() : toolNames.get(result.callId());
    if (name != null) {
      message.put("toolName", name);
    }
    message.set("content", blocks(result.content()));
    return message.put("isError", result.error());
  }

  private static void addAnswer(ObjectNode message, Content content, @Nullable JsonNode kept) {
    Map<String, String> metadata = content.metadata();
    put(message, "api", metadata.get("api"));
    put(message, "provider", content.provider());
    put(message, "model", content.model());
    if (kept != null && kept.isObject()) {
      message.set("usage", kept);
    } else if (content.usage() != null) {
      message.set("usage", usage(content.usage()));
    }
    put(message, "stopReason", StopReasons.pi(metadata));
    put(message, "errorMessage", metadata.get("errorMessage"));
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode written = JsonMapper.shared().createObjectNode();
    written.put("input", usage.inputTokens()).put("output", usage.outputTokens());
    written.put("cacheRead", usage.cacheReadTokens()).put("cacheWrite", usage.cacheWriteTokens());
    long total =
        usage.inputTokens()
            + usage.outputTokens()
            + usage.cacheReadTokens()
            + usage.cacheWriteTokens();
    return written.put("totalTokens", total);
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  /** Parts as blocks of pi. */
  ArrayNode blocks(List<Part> parts) {
    ArrayNode blocks = JsonMapper.shared().createArrayNode();
    for (Part part : parts) {
      JsonNode block = block(part);
      if (block != null) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private @Nullable JsonNode block(Part part) {
    ObjectNode block = JsonMapper.shared().createObjectNode();
    if (part instanceof Part.Text text) {
      return block.put("type", "text").put("text", text.text());
    }
    if (part instanceof Part.Reasoning reasoning) {
      block.put("type", "thinking").put("thinking", reasoning.text());
      put(block, "thinkingSignature", reasoning.signature());
      return block;
    }
    if (part instanceof Part.Media media) {
      // What is only referred to has no block.
      return media.data() == null
          ? null
          : block.put("type", "image").put("data", media.data()).put("mimeType", media.mimeType());
    }
    if (part instanceof Part.ToolCall call) {
      toolNames.put(call.id(), call.name());
      block.put("type", "toolCall").put("id", call.id()).put("name", call.name());
      return block.set("arguments", RawJson.arguments(call.arguments()));
    }
    return part instanceof Part.Opaque opaque ? RawJson.parsedOrText(opaque.json()) : null;
  }
}
