package dev.threadbase.transfer.format;

import dev.threadbase.message.Part;
import dev.threadbase.message.RawText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Content blocks of ggcode as parts, and back (ggcode session, ContentBlock).
 *
 * <ul>
 *   <li>{@code text}: a thought with its signature and its encrypted form, if there is one, and
 *       then the text; written, a thought joins the text behind it.
 *   <li>{@code image}: a medium.
 *   <li>{@code tool_use}: a call; its {@code input} is kept as it is spelled, absent is empty.
 *   <li>{@code tool_result}: an answer of a text and images.
 *   <li>A block of another type, or with members that its type does not have, is opaque.
 * </ul>
 */
final class ConversationBlocks {

  private static final List<String> ORDER =
      List.of(
          "type",
          "text",
          "image_mime",
          "image_data",
          "tool_name",
          "tool_id",
          "input",
          "output",
          "is_error",
          "images",
          "reasoning_content",
          "thinking_signature",
          "thinking_data");

  private static final Map<String, Set<String>> MEMBERS =
      Map.of(
          "text",
          Set.of("type", "text", "reasoning_content", "thinking_signature", "thinking_data"),
          "image",
          Set.of("type", "image_mime", "image_data"),
          "tool_use",
          Set.of("type", "tool_name", "tool_id", "input"),
          "tool_result",
          Set.of("type", "tool_name", "tool_id", "output", "is_error", "images"));

  private ConversationBlocks() {}

  /**
   * A list of blocks.
   *
   * @param content the list, read; anything else holds no blocks
   * @param text the list as it is spelled, compact
   */
  static List<Part> read(@Nullable JsonNode content, @Nullable String text) {
    List<Part> parts = new ArrayList<>();
    if (content == null || text == null || !content.isArray()) {
      return parts;
    }
    List<String> blocks = RawText.elements(text);
    for (int i = 0; i < blocks.size(); i++) {
      read(content.get(i), blocks.get(i), parts);
    }
    return parts;
  }

  private static void read(JsonNode block, String text, List<Part> parts) {
    String type = JsonFields.textOrEmpty(block, "type");
    Set<String> members = MEMBERS.getOrDefault(type, Set.of());
    if (!block.isObject() || !members.containsAll(names(block))) {
      parts.add(new Part.Opaque(type, text));
      return;
    }
    switch (type) {
      case "text" -> text(block, parts);
      case "image" ->
          parts.add(
              new Part.Media(
                  JsonFields.textOrEmpty(block, "image_mime"),
                  JsonFields.textOrEmpty(block, "image_data"),
                  null));
      case "tool_use" ->
          parts.add(
              new Part.ToolCall(
                  JsonFields.textOrEmpty(block, "tool_id"),
                  JsonFields.textOrEmpty(block, "tool_name"),
                  RawText.members(text).getOrDefault("input", "")));
      default -> parts.add(result(block));
    }
  }

  private static Set<String> names(JsonNode block) {
    return new HashSet<>(block.propertyNames());
  }

  private static void text(JsonNode block, List<Part> parts) {
    String thought = JsonFields.textOrEmpty(block, "reasoning_content");
    String signature = emptyToNull(JsonFields.textOrEmpty(block, "thinking_signature"));
    String encrypted = emptyToNull(JsonFields.textOrEmpty(block, "thinking_data"));
    boolean thinks = !thought.isEmpty() || signature != null || encrypted != null;
    if (thinks) {
      parts.add(new Part.Reasoning(thought, signature, encrypted));
    }
    String text = JsonFields.textOrEmpty(block, "text");
    if (!thinks || !text.isEmpty()) {
      parts.add(new Part.Text(text));
    }
  }

  private static Part result(JsonNode block) {
    List<Part> answer = new ArrayList<>();
    String output = JsonFields.textOrEmpty(block, "output");
    if (!output.isEmpty()) {
      answer.add(new Part.Text(output));
    }
    for (JsonNode image : block.path("images")) {
      answer.add(
          new Part.Media(
              JsonFields.textOrEmpty(image, "mime"),
              JsonFields.textOrEmpty(image, "base64"),
              null));
    }
    return new Part.ToolResult(
        JsonFields.textOrEmpty(block, "tool_id"),
        emptyToNull(JsonFields.textOrEmpty(block, "tool_name")),
        answer,
        JsonFields.isTrue(block, "is_error"));
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Parts as blocks. */
  static ArrayNode write(List<Part> parts) {
    ArrayNode blocks = JsonMapper.shared().createArrayNode();
    for (int i = 0; i < parts.size(); i++) {
      ObjectNode members = JsonMapper.shared().createObjectNode();
      if (parts.get(i) instanceof Part.Opaque opaque) {
        blocks.addRawValue(new RawValue(RawJson.textOrString(opaque.json())));
        continue;
      }
      if (parts.get(i) instanceof Part.Reasoning thought) {
        put(members, "reasoning_content", thought.text());
        put(members, "thinking_signature", thought.signature());
        put(members, "thinking_data", thought.encrypted());
        boolean said = i + 1 < parts.size() && parts.get(i + 1) instanceof Part.Text;
        write(said ? parts.get(++i) : new Part.Text(""), members);
      } else {
        write(parts.get(i), members);
      }
      blocks.add(ordered(members));
    }
    return blocks;
  }

  private static void write(Part part, ObjectNode block) {
    if (part instanceof Part.Text text) {
      block.put("type", "text");
      put(block, "text", text.text());
    } else if (part instanceof Part.Media media) {
      block.put("type", "image");
      put(block, "image_mime", media.mimeType());
      put(block, "image_data", media.data());
    } else if (part instanceof Part.ToolCall call) {
      block.put("type", "tool_use");
      put(block, "tool_name", call.name());
      put(block, "tool_id", call.id());
      if (!call.arguments().isEmpty()) {
        block.putRawValue("input", new RawValue(RawJson.textOrString(call.arguments())));
      }
    } else if (part instanceof Part.ToolResult result) {
      block.put("type", "tool_result");
      put(block, "tool_name", result.name());
      put(block, "tool_id", result.callId());
      put(block, "output", RawJsonlMessages.text(result.content()));
      if (result.error()) {
        block.put("is_error", true);
      }
      images(result.content(), block);
    }
  }

  private static void images(List<Part> answer, ObjectNode block) {
    for (Part part : answer) {
      if (part instanceof Part.Media media) {
        block
            .withArray("images")
            .addObject()
            .put("mime", media.mimeType())
            .put("base64", media.data() == null ? "" : media.data());
      }
    }
  }

  private static void put(ObjectNode block, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      block.put(name, value);
    }
  }

  private static ObjectNode ordered(ObjectNode members) {
    ObjectNode block = JsonMapper.shared().createObjectNode();
    for (String name : ORDER) {
      JsonNode value = members.get(name);
      if (value != null) {
        block.set(name, value);
      }
    }
    return block;
  }
}
