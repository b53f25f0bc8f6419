package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items of a rollout that a model is sent, as messages, and back. Messages of any role are in the
 * context, as they are for Codex; calls that the provider answers itself are opaque. What an item
 * says beyond its message is kept as data, and its kind as metadata where it is not the usual one.
 */
final class CodexItems {

  /** The metadata that says of what type a line was, or of what kind an item. */
  static final String TYPE = "codex_type";

  private static final String CUSTOM_CALL = "custom_tool_call";
  private static final String CUSTOM_OUTPUT = "custom_tool_call_output";
  private static final String SHELL_CALL = "local_shell_call";

  private static final Set<String> OPAQUE =
      Set.of(
          "web_search_call",
          "image_generation_call",
          "tool_search_call",
          "tool_search_output",
          "compaction",
          "compaction_summary",
          "context_compaction");

  private CodexItems() {}

  /** What a model sees of an item; null if it sees nothing. */
  static @Nullable Message message(JsonNode item) {
    String kind = JsonFields.textOrEmpty(item, "type");
    return switch (kind) {
      case "message" ->
          new Message(
              new Role(JsonFields.textOrEmpty(item, "role")),
              CodexContent.read(item.get("content")));
      case "reasoning" -> model(thought(item));
      case "function_call" -> model(call(item, "arguments"));
      case CUSTOM_CALL -> model(call(item, "input"));
      case SHELL_CALL -> model(shellCall(item));
      case "function_call_output", CUSTOM_OUTPUT ->
          new Message(
              Role.TOOL, List.of(CodexContent.result(text(item, "call_id"), item.get("output"))));
      default -> OPAQUE.contains(kind) ? model(new Part.Opaque(kind, item.toString())) : null;
    };
  }

  private static Message model(Part part) {
    return new Message(Role.ASSISTANT, List.of(part));
  }

  private static Part thought(JsonNode item) {
    return new Part.Reasoning(
        CodexContent.thoughts(item), null, JsonFields.text(item, "encrypted_content"));
  }

  private static Part call(JsonNode item, String arguments) {
    return new Part.ToolCall(text(item, "call_id"), text(item, "name"), text(item, arguments));
  }

  private static Part shellCall(JsonNode item) {
    String callId = text(item, "call_id");
    JsonNode action = item.get("action");
    return new Part.ToolCall(
        callId.isEmpty() ? text(item, "id") : callId,
        "local_shell",
        action == null ? "" : action.toString());
  }

  private static String text(JsonNode item, String name) {
    return JsonFields.textOrEmpty(item, name);
  }

  /** An item as an entry; null if no model sees it. */
  static @Nullable Translated entry(JsonNode item) {
    Message message = message(item);
    if (message == null) {
      return null;
    }
    String kind = text(item, "type");
    boolean unusual = Set.of(CUSTOM_CALL, CUSTOM_OUTPUT, SHELL_CALL).contains(kind);
    Content content = Content.of(message).withMetadata(unusual ? Map.of(TYPE, kind) : Map.of());
    content = CodexRemainder.beside(content, item, write(message, unusual ? kind : null));
    return Translated.sent(message, content);
  }

  /** A message that is one item; of several, the first. */
  private static ObjectNode write(Message message, @Nullable String kind) {
    List<ObjectNode> items = items(message, kind);
    return items.isEmpty() ? JsonMapper.shared().createObjectNode() : items.get(0);
  }

  /**
   * A message as items: texts and images between calls, answers and thoughts are one each.
   *
   * @param kind the kind of its calls or answers; null for the usual one
   */
  static List<ObjectNode> items(Message message, @Nullable String kind) {
    List<ObjectNode> items = new ArrayList<>();
    List<Part> said = new ArrayList<>();
    for (Part part : message.parts()) {
      ObjectNode item = item(part, kind);
      if (item == null) {
        said.add(part);
        continue;
      }
      flush(message, said, items);
      items.add(item);
    }
    if (items.isEmpty() || !said.isEmpty()) {
      said(message, said, items);
    }
    return items;
  }

  private static void flush(Message message, List<Part> said, List<ObjectNode> items) {
    if (!said.isEmpty()) {
      said(message, said, items);
      said.clear();
    }
  }

  private static void said(Message message, List<Part> said, List<ObjectNode> items) {
    Role role = message.role().equals(Role.TOOL) ? Role.USER : message.role();
    boolean model = role.equals(Role.ASSISTANT);
    ObjectNode item = JsonMapper.shared().createObjectNode();
    item.put("type", "message").put("role", role.name());
    item.set("content", CodexContent.write(said, model ? "output_text" : "input_text"));
    items.add(item);
  }

  /** A part that is an item of its own; null for one that is said. */
  private static @Nullable ObjectNode item(Part part, @Nullable String kind) {
    ObjectNode item = JsonMapper.shared().createObjectNode();
    if (part instanceof Part.Reasoning thought) {
      item.put("type", "reasoning");
      ArrayNode summary = item.putArray("summary");
      if (!thought.text().isEmpty()) {
        summary.add(CodexContent.item("summary_text", "text", thought.text()));
      }
      return item.put("encrypted_content", thought.encrypted());
    }
    if (part instanceof Part.ToolCall call) {
      boolean shell = SHELL_CALL.equals(kind);
      boolean custom = CUSTOM_CALL.equals(kind);
      item.put("type", shell || custom ? kind : "function_call");
      if (shell) {
        item.set("action", RawJson.parsedOrText(call.arguments()));
      } else {
        item.put("name", call.name()).put(custom ? "input" : "arguments", call.arguments());
      }
      return item.put("call_id", call.id());
    }
    if (part instanceof Part.ToolResult result) {
      boolean custom = CUSTOM_OUTPUT.equals(kind);
      item.put("type", custom ? CUSTOM_OUTPUT : "function_call_output");
      item.put("call_id", result.callId());
      item.set("output", CodexContent.output(result));
      return item;
    }
    boolean own = part instanceof Part.Opaque opaque && OPAQUE.contains(opaque.kind());
    return own && RawJson.parsedOrText(((Part.Opaque) part).json()) instanceof ObjectNode whole
        ? whole
        : null;
  }
}
