package dev.threadbase.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param parts what is said, in order; may be empty
 * @param attributes what a foreign record holds beside its parts, by name; order does not matter
 */
public record Message(
    Role role,
    List<Part> parts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> attributes) {

  /** Copies the parts and the attributes; absent attributes are none. */
  public Message {
    Objects.requireNonNull(role, "role");
    parts = List.copyOf(parts);
    attributes = copyOrEmpty(attributes);
  }

  /** A message without attributes. */
  public Message(Role role, List<Part> parts) {
    this(role, parts, Map.of());
  }

  /** A user's message that is one text. */
  public static Message user(String text) {
    return new Message(Role.USER, List.of(new Part.Text(text)));
  }

  /** An assistant's message that is one text. */
  public static Message assistant(String text) {
    return new Message(Role.ASSISTANT, List.of(new Part.Text(text)));
  }

  /** A system message that is one text. */
  public static Message system(String text) {
    return new Message(Role.SYSTEM, List.of(new Part.Text(text)));
  }

  /** An assistant's message that is one tool call. */
  public static Message toolCall(String id, String name, String arguments) {
    return new Message(Role.ASSISTANT, List.of(new Part.ToolCall(id, name, arguments)));
  }

  /** A tool's answer that is one text. */
  public static Message toolResult(String callId, String name, String text) {
    Part answer = new Part.ToolResult(callId, name, List.of(new Part.Text(text)), false);
    return new Message(Role.TOOL, List.of(answer));
  }

  /** The text parts, joined without a separator; empty when there are none. */
  @JsonIgnore
  public String text() {
    return parts.stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return "Message[" + role + ", " + parts.size() + " parts]";
  }

  private static Map<String, String> copyOrEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }
}
