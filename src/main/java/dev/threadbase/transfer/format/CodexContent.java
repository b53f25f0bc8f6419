package dev.threadbase.transfer.format;

import dev.threadbase.message.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The content of Codex's messages and outputs: texts and images, as parts, and back. */
final class CodexContent {

  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";

  private CodexContent() {}

  static List<Part> read(@Nullable JsonNode content) {
    return ContentBlocks.read(content, CodexContent::part);
  }

  private static Part part(JsonNode item) {
    String type = JsonFields.textOrEmpty(item, "type");
    String text = JsonFields.text(item, "text");
    String url = JsonFields.text(item, "image_url");
    return switch (type) {
      case "input_text", "output_text", "text", "summary_text", "reasoning_text" ->
          text != null && item.size() == 2
              ? new Part.Text(text)
              : new Part.Opaque(type, item.toString());
      case "input_image" ->
          url != null && item.size() == 2 ? image(url) : new Part.Opaque(type, item.toString());
      default -> new Part.Opaque(type, item.toString());
    };
  }

  private static Part image(String url) {
    int data = url.indexOf(BASE64);
    return url.startsWith(DATA) && data > 0
        ? new Part.Media(
            url.substring(DATA.length(), data), url.substring(data + BASE64.length()), null)
        : new Part.Media("image/*", null, url);
  }

  /**
   * Texts and images as items.
   *
   * @param text what a text is called
   */
  static ArrayNode write(List<Part> parts, String text) {
    ArrayNode items = JsonMapper.shared().createArrayNode();
    for (Part part : parts) {
      if (part instanceof Part.Text said) {
        items.add(item(text, "text", said.text()));
      } else if (part instanceof Part.Media media) {
        String url =
            media.url() != null
                ? media.url()
                : DATA + media.mimeType() + BASE64 + (media.data() == null ? "" : media.data());
        items.add(item("input_image", "image_url", url));
      } else if (part instanceof Part.Opaque opaque) {
        items.add(RawJson.parsedOrText(opaque.json()));
      }
    }
    return items;
  }

  static ObjectNode item(String type, String member, String value) {
    return JsonMapper.shared().createObjectNode().put("type", type).put(member, value);
  }

  /** What a tool answered: a text, a list of items, or an object with whether it succeeded. */
  static Part.ToolResult result(String callId, @Nullable JsonNode output) {
    if (output != null && output.isObject() && output.has("content")) {
      JsonNode success = output.get("success");
      boolean failed = success != null && success.isBoolean() && !success.booleanValue();
      return new Part.ToolResult(callId, null, read(output.get("content")), failed);
    }
    return new Part.ToolResult(callId, null, read(output), false);
  }

  /** An answer as an output. */
  static JsonNode output(Part.ToolResult result) {
    List<Part> answer = result.content();
    boolean plain = answer.size() < 2 && answer.stream().allMatch(Part.Text.class::isInstance);
    ObjectNode output = JsonMapper.shared().createObjectNode();
    if (plain) {
      output.put("content", RawJsonlMessages.text(answer));
    } else {
      output.set("content", write(answer, "input_text"));
    }
    return result.error() ? output.put("success", false) : output.get("content");
  }

  /** The thoughts of an item, in one text. */
  static String thoughts(JsonNode item) {
    List<String> thoughts = new ArrayList<>();
    for (String member : List.of("summary", "content")) {
      for (JsonNode thought : item.path(member)) {
        String text = JsonFields.text(thought, "text");
        if (text != null) {
          thoughts.add(text);
        }
      }
    }
    return String.join("\n\n", thoughts);
  }
}
