package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message in the reference's own shape: one text, at most one tool call or one tool result
 * (floret session tree, session.Message). No text is ever null; absent ones are empty.
 *
 * <p>{@code toMessage} loses nothing: what a {@link Message} has no place for stands in its
 * attributes, under the snake-case names of the fields, and {@code of} takes it back from there.
 *
 * @param role who speaks
 * @param content what is said
 * @param reasoning what the model thought
 * @param toolCallId the id of the call, or of the call that is answered
 * @param toolName the tool
 * @param toolArgs the arguments of the call, as the model wrote them
 * @param entryId the entry that a projected message stands for
 * @param parentEntryId that entry's parent
 * @param kind {@code compaction_summary}, {@code control_signal}, or empty
 * @param toolResult how the visible result was cut, and where all of it is, as JSON text; null for
 *     none
 * @param compactionId for a summary, its compaction
 * @param compactionGeneration for a summary, the generation of its compaction
 * @param compactionWindowId for a summary, the context window that it begins
 */
public record ReferenceMessage(
    String role,
    String content,
    String reasoning,
    String toolCallId,
    String toolName,
    String toolArgs,
    String entryId,
    String parentEntryId,
    String kind,
    @Nullable String toolResult,
    String compactionId,
    int compactionGeneration,
    String compactionWindowId) {

  /** A message that says nothing, as every entry that is no message carries. */
  public static final ReferenceMessage EMPTY =
      new ReferenceMessage("", "", "", "", "", "", "", "", "", null, "", 0, "");

  /** The attribute that holds {@link #kind()}. */
  public static final String KIND = "kind";

  /** The attribute that holds {@link #compactionId()}. */
  public static final String COMPACTION_ID = "compaction_id";

  /** The attribute that holds {@link #compactionGeneration()}. */
  public static final String COMPACTION_GENERATION = "compaction_generation";

  /** The attribute that holds {@link #compactionWindowId()}. */
  public static final String COMPACTION_WINDOW_ID = "compaction_window_id";

  /** The attribute that holds {@link #toolResult()}. */
  public static final String TOOL_RESULT = "tool_result";

  /** The content of a message that is a tool call and no text. */
  private static final String CALL = "tool_call";

  private static final String CONTENT = "content";
  private static final String REASONING = "reasoning";
  private static final String TOOL_CALL_ID = "tool_call_id";
  private static final String TOOL_NAME = "tool_name";
  private static final String TOOL_ARGS = "tool_args";
  private static final String ENTRY_ID = "entry_id";
  private static final String PARENT_ENTRY_ID = "parent_entry_id";

  /**
   * A message in this shape; several, in order, if it holds several calls or results. Media, opaque
   * parts and whether a result is an error have no place here.
   *
   * @return at least one
   */
  public static List<ReferenceMessage> of(Message message) {
    List<ReferenceMessage> units = units(message);
    units.set(0, units.get(0).with(message.attributes()));
    return List.copyOf(units);
  }

  private static List<ReferenceMessage> units(Message message) {
    List<ReferenceMessage> units = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    String role = message.role().name();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text said) {
        text.append(said.text());
      } else if (part instanceof Part.Reasoning thought) {
        reasoning.append(thought.text());
      } else if (part instanceof Part.ToolCall call) {
        String content = text.isEmpty() ? CALL : text.toString();
        units.add(unit(role, content, reasoning, call.id(), call.name(), call.arguments()));
        text.setLength(0);
      } else if (part instanceof Part.ToolResult result) {
        if (!text.isEmpty()) {
          units.add(unit(role, text.toString(), reasoning, "", "", ""));
          text.setLength(0);
        }
        units.add(result(result, reasoning));
      }
    }
    if (units.isEmpty() || !text.isEmpty() || !reasoning.isEmpty()) {
      units.add(unit(role, text.toString(), reasoning, "", "", ""));
    }
    return units;
  }

  /** Takes the reasoning that has come together. */
  private static ReferenceMessage unit(
      String role,
      String content,
      StringBuilder reasoning,
      String callId,
      String toolName,
      String toolArgs) {
    String thought = reasoning.toString();
    reasoning.setLength(0);
    return new ReferenceMessage(
        role, content, thought, callId, toolName, toolArgs, "", "", "", null, "", 0, "");
  }

  private static ReferenceMessage result(Part.ToolResult result, StringBuilder reasoning) {
    String name = Objects.requireNonNullElse(result.name(), "");
    String content = new Message(Role.TOOL, result.content()).text();
    return unit(Role.TOOL.name(), content, reasoning, result.callId(), name, "");
  }

  private ReferenceMessage with(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return this;
    }
    return new ReferenceMessage(
        role,
        attributes.getOrDefault(CONTENT, content),
        attributes.getOrDefault(REASONING, reasoning),
        attributes.getOrDefault(TOOL_CALL_ID, toolCallId),
        attributes.getOrDefault(TOOL_NAME, toolName),
        attributes.getOrDefault(TOOL_ARGS, toolArgs),
        attributes.getOrDefault(ENTRY_ID, entryId),
        attributes.getOrDefault(PARENT_ENTRY_ID, parentEntryId),
        attributes.getOrDefault(KIND, kind),
        attributes.getOrDefault(TOOL_RESULT, toolResult),
        attributes.getOrDefault(COMPACTION_ID, compactionId),
        number(attributes.get(COMPACTION_GENERATION)),
        attributes.getOrDefault(COMPACTION_WINDOW_ID, compactionWindowId));
  }

  private static int number(@Nullable String digits) {
    try {
      return digits == null ? 0 : Integer.parseInt(digits);
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  /** This message with the entry that it stands for. */
  public ReferenceMessage standingFor(String entry, @Nullable String parent) {
    return new ReferenceMessage(
        role,
        content,
        reasoning,
        toolCallId,
        toolName,
        toolArgs,
        entry,
        Objects.requireNonNullElse(parent, ""),
        kind,
        toolResult,
        compactionId,
        compactionGeneration,
        compactionWindowId);
  }

  /** This message in parts. */
  public Message toMessage() {
    List<Part> parts = parts();
    Message plain = new Message(new Role(role), parts);
    ReferenceMessage derived = units(plain).get(0);
    Map<String, String> attributes = new HashMap<>();
    note(attributes, CONTENT, derived.content, content);
    note(attributes, REASONING, derived.reasoning, reasoning);
    note(attributes, TOOL_CALL_ID, derived.toolCallId, toolCallId);
    note(attributes, TOOL_NAME, derived.toolName, toolName);
    note(attributes, TOOL_ARGS, derived.toolArgs, toolArgs);
    note(attributes, ENTRY_ID, "", entryId);
    note(attributes, PARENT_ENTRY_ID, "", parentEntryId);
    note(attributes, KIND, "", kind);
    note(attributes, COMPACTION_ID, "", compactionId);
    note(attributes, COMPACTION_WINDOW_ID, "", compactionWindowId);
    if (compactionGeneration != 0) {
      attributes.put(COMPACTION_GENERATION, Integer.toString(compactionGeneration));
    }
    if (toolResult != null) {
      attributes.put(TOOL_RESULT, toolResult);
    }
    return new Message(plain.role(), parts, attributes);
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (!reasoning.isEmpty()) {
      parts.add(new Part.Reasoning(reasoning, null, null));
    }
    List<Part> text = content.isEmpty() ? List.of() : List.of(new Part.Text(content));
    if (role.equals(Role.TOOL.name())) {
      String name = toolName.isEmpty() ? null : toolName;
      parts.add(new Part.ToolResult(toolCallId, name, text, false));
      return parts;
    }
    boolean calls = !toolCallId.isEmpty() || !toolName.isEmpty() || !toolArgs.isEmpty();
    if (!calls || !content.equals(CALL)) {
      parts.addAll(text);
    }
    if (calls) {
      parts.add(new Part.ToolCall(toolCallId, toolName, toolArgs));
    }
    return parts;
  }

  private static void note(
      Map<String, String> attributes, String name, String derived, String value) {
    if (!value.equals(derived)) {
      attributes.put(name, value);
    }
  }

  /** The message as the reference's JSON object: every member is there, in its order. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Role", role);
    json.put("Content", content);
    json.put("Reasoning", reasoning);
    json.put("ToolCallID", toolCallId);
    json.put("ToolName", toolName);
    json.put("ToolArgs", toolArgs);
    json.put("EntryID", entryId);
    json.put("ParentEntryID", parentEntryId);
    json.put("Kind", kind);
    json.set("ToolResult", toolResultJson());
    json.put("CompactionID", compactionId);
    json.put("CompactionGeneration", compactionGeneration);
    json.put("CompactionWindowID", compactionWindowId);
    return json;
  }

  /** JSON's null if there is none, or if another hand wrote something else there. */
  private JsonNode toolResultJson() {
    try {
      return toolResult == null
          ? JsonNodeFactory.instance.nullNode()
          : JsonMapper.shared().readTree(toolResult);
    } catch (JacksonException foreign) {
      return JsonNodeFactory.instance.nullNode();
    }
  }

  @Override
  public String toString() {
    return "ReferenceMessage[" + role + ", " + entryId + "]";
  }
}
