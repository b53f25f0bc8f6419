package dev.threadbase.pipeline.stages.compress;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of a transcript. */
final class Entries {

  static final JsonMapper JSON = new JsonMapper();

  private Entries() {}

  /** A line of members: name, value, name, value. */
  static String entry(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return JSON.writeValueAsString(object);
  }

  static String said(String role, Object content) {
    return entry("content", content, "type", role);
  }

  /** A tool that ran with an input that holds a description. */
  static String tool(String description) {
    return ran("Bash", JSON.writeValueAsString(Map.of("description", description)), "done");
  }

  static String ran(String name, Object input, Object output) {
    return entry("tool_input", input, "tool_name", name, "tool_output", output, "type", "tool");
  }

  static String mark(String description) {
    return "{\"type\":\"tool_mark\",\"description\":\"" + description + "\"}";
  }

  static String mark(String description, int count) {
    return "{\"type\":\"tool_mark\",\"description\":\""
        + description
        + "\",\"count\":"
        + count
        + "}";
  }

  static JsonNode read(String line) {
    return JSON.readTree(line);
  }

  static String text(String line, String member) {
    return read(line).get(member).asString();
  }
}
