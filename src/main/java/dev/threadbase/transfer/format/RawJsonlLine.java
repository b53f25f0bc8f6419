package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of a raw session recording that is an entry (ox session pipeline, raw.jsonl entry): its
 * members in alphabetical order, those that are empty left out but for {@code content}.
 *
 * @param type {@code user}, {@code assistant}, {@code system} or {@code tool}
 * @param content what is said
 * @param timestamp when, as the file spells it
 * @param toolName the tool that is called; null for none
 * @param toolInput its arguments, as text; null for none
 * @param toolOutput its answer; null for none
 * @param error whether the tool failed
 * @param coworkerName the helper it is about; null for none
 * @param coworkerModel that one's model; null for none
 */
record RawJsonlLine(
    String type,
    String content,
    String timestamp,
    @Nullable String toolName,
    @Nullable String toolInput,
    @Nullable String toolOutput,
    boolean error,
    @Nullable String coworkerName,
    @Nullable String coworkerModel) {

  /** The same line with what the tool answered. */
  RawJsonlLine answered(String output, boolean failed) {
    return new RawJsonlLine(
        type, content, timestamp, toolName, toolInput, output, failed, coworkerName, coworkerModel);
  }

  /**
   * The line as JSON.
   *
   * @param seq its number among the entries of its file
   * @param eid an id of its own; null for none
   */
  String json(long seq, @Nullable String eid) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("content", content);
    put(line, "coworker_model", coworkerModel);
    put(line, "coworker_name", coworkerName);
    put(line, "eid", eid);
    if (error) {
      line.put("is_error", true);
    }
    line.put("seq", seq).put("timestamp", timestamp);
    put(line, "tool_input", toolInput);
    put(line, "tool_name", toolName);
    put(line, "tool_output", toolOutput);
    line.put("type", type);
    return ReferenceJson.compact(line);
  }

  private static void put(ObjectNode line, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      line.put(name, value);
    }
  }

  @Override
  public String toString() {
    return "RawJsonlLine[" + type + "]";
  }
}
