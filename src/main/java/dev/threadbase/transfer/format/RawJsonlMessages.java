package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Entries of a raw session recording as messages, and back. A {@code tool} line holds a call and
 * its answer: it is one message of the model with both, which a repaired context divides. What the
 * recorder took for the program's own text, {@code system}, is in no context.
 */
final class RawJsonlMessages {

  private static final String TIMESTAMP = "timestamp";
  private static final List<String> COWORKER = List.of("coworker_name", "coworker_model");

  private RawJsonlMessages() {}

  /** Whether lines of a type are messages. */
  static boolean knows(String type) {
    return switch (type) {
      case "user", "assistant", "system", "tool" -> true;
      default -> false;
    };
  }

  /** When a line was written; null if it does not say. */
  static @Nullable Instant time(JsonNode line) {
    Instant time = JsonFields.time(line, TIMESTAMP);
    return time != null ? time : JsonFields.time(line, "ts");
  }

  /**
   * A line as an entry.
   *
   * @param id the entry's id, which its call has too: the file has none for it
   */
  static Translated read(JsonNode line, String id) {
    String type = JsonFields.textOrEmpty(line, "type");
    if (!knows(type)) {
      return Translated.of(new EntryType("raw_" + type), Content.EMPTY);
    }
    Content content = Content.of(message(type, line, id)).withMetadata(metadata(line));
    EntryType entryType =
        switch (type) {
          case "user" -> EntryType.USER_MESSAGE;
          case "assistant" -> EntryType.ASSISTANT_MESSAGE;
          case "tool" -> EntryType.TOOL_CALL;
          default -> EntryType.CUSTOM;
        };
    return Translated.of(entryType, content);
  }

  private static Message message(String type, JsonNode line, String id) {
    if (!type.equals("tool")) {
      return new Message(new Role(type), List.of(content(line)));
    }
    List<Part> parts = new ArrayList<>();
    Part said = content(line);
    if (!said.equals(new Part.Text(""))) {
      parts.add(said);
    }
    String name = tool(line, "tool_name");
    parts.add(new Part.ToolCall(id, name, tool(line, "tool_input")));
    String output = tool(line, "tool_output");
    List<Part> answer = output.isEmpty() ? List.of() : List.of(new Part.Text(output));
    parts.add(new Part.ToolResult(id, name, answer, JsonFields.isTrue(line, "is_error")));
    return new Message(Role.ASSISTANT, parts);
  }

  /** What is said; older recorders had other names for it. */
  private static Part content(JsonNode line) {
    JsonNode data = JsonFields.object(line, "data");
    for (JsonNode holder : data == null ? List.of(line) : List.of(line, data)) {
      JsonNode content = holder.get("content");
      if (content != null && !content.isString() && !content.isNull()) {
        return new Part.Opaque("content", content.toString());
      }
      for (String name : List.of("content", "message", "text", "result")) {
        String text = JsonFields.text(holder, name);
        if (text != null) {
          return new Part.Text(text);
        }
      }
    }
    return new Part.Text("");
  }

  /** A text about a tool; what is no text is kept as its JSON. */
  private static String tool(JsonNode line, String name) {
    JsonNode data = JsonFields.object(line, "data");
    JsonNode value = line.has(name) || data == null ? line.get(name) : data.get(name);
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static Map<String, String> metadata(JsonNode line) {
    Map<String, String> metadata = new HashMap<>();
    for (String name : COWORKER) {
      String value = JsonFields.textOrEmpty(line, name);
      if (!value.isEmpty()) {
        metadata.put(name, value);
      }
    }
    String spelled = JsonFields.text(line, TIMESTAMP);
    Instant time = JsonFields.time(line, TIMESTAMP);
    if (spelled != null && time != null && !SessionTreeTimes.text(time).equals(spelled)) {
      metadata.put(TIMESTAMP, spelled);
    }
    return metadata;
  }

  /** A line that says a text. */
  static RawJsonlLine said(String type, String text, Content content, Instant time) {
    return line(type, text, content, time, null, null);
  }

  /** A line that calls a tool, without the answer. */
  static RawJsonlLine called(String text, Part.ToolCall call, Content content, Instant time) {
    return line("tool", text, content, time, call.name(), call.arguments());
  }

  /** A line of a tool whose call is not known. */
  static RawJsonlLine answeredOnly(Part.ToolResult result, Content content, Instant time) {
    return line("tool", "", content, time, result.name(), null)
        .answered(text(result.content()), result.error());
  }

  /** The text of some parts. */
  static String text(List<Part> parts) {
    return new Message(Role.TOOL, parts).text();
  }

  private static RawJsonlLine line(
      String type,
      String text,
      Content content,
      Instant time,
      @Nullable String toolName,
      @Nullable String toolInput) {
    Map<String, String> metadata = content.metadata();
    return new RawJsonlLine(
        type,
        text,
        OffsetTimes.text(metadata.get(TIMESTAMP), time),
        toolName,
        toolInput,
        null,
        false,
        metadata.get("coworker_name"),
        metadata.get("coworker_model"));
  }
}
