package dev.threadbase.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line of JSON with one of its values replaced by something that nobody expects there. */
final class DamagedJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String PLACE = "here is the damage";

  /** Around every limit, and far beyond. */
  private static final List<Integer> DEPTHS =
      List.of(1, 30, 120, 127, 128, 240, 400, 490, 499, 500, 501, 1_000, 5_000, 50_000);

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "\" \"",
          "0",
          "-1",
          "1.5",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "2147483648",
          "1e400",
          "1e999999999",
          "1e99999999999",
          "-1e-99999999999",
          "NaN",
          "01",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udfff\\ud800\"",
          "\"\ufeff\"",
          "[null]",
          "[[],{}]",
          "[\"text\",1,null,{\"type\":\"tool_result\"}]",
          "{\"type\":7}",
          "\"0000-01-01T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"1969-12-31T23:59:59.999999999Z\"",
          "\"compaction\"",
          "\"session\"",
          "\"../../etc\"");

  private DamagedJson() {}

  /** The line; as it was if it is no object. */
  static String of(Random random, String line) {
    ObjectNode object = object(line);
    if (object == null) {
      return line;
    }
    List<ObjectNode> objects = new ArrayList<>();
    collect(object, objects);
    ObjectNode damaged = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>(damaged.propertyNames());
    boolean known = !names.isEmpty() && random.nextInt(20) > 0;
    String name = known ? names.get(random.nextInt(names.size())) : "added";
    if (random.nextInt(8) == 0) {
      damaged.remove(name);
      return object.toString();
    }
    JsonNode before = damaged.get(name);
    damaged.put(name, PLACE);
    return object.toString().replace("\"" + PLACE + "\"", value(random, before, names));
  }

  private static ObjectNode object(String line) {
    try {
      return MAPPER.readTree(line) instanceof ObjectNode object ? object : null;
    } catch (JacksonException none) {
      return null;
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  private static String value(Random random, JsonNode before, List<String> names) {
    return switch (random.nextInt(6)) {
      case 0 -> nested(random, before);
      case 1 -> "9".repeat(1 + random.nextInt(1_200));
      case 2 -> "\"" + "long ".repeat(1 + random.nextInt(20_000)) + "\"";
      // A text that another member has: ids and types meet.
      case 3 -> "\"" + (names.isEmpty() ? "" : names.get(random.nextInt(names.size()))) + "\"";
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  private static String nested(Random random, JsonNode before) {
    int depth = DEPTHS.get(random.nextInt(DEPTHS.size()));
    String inner = before == null ? "1" : before.toString();
    return switch (random.nextInt(3)) {
      case 0 -> "[".repeat(depth) + inner + "]".repeat(depth);
      case 1 -> "{\"content\":".repeat(depth) + inner + "}".repeat(depth);
      default ->
          "[{\"type\":\"tool_result\",\"content\":".repeat(depth) + inner + "}]".repeat(depth);
    };
  }
}
