package dev.threadbase.jdbi;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The metadata column: a JSON object of texts, sorted by name. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private Json() {}

  static String write(Map<String, String> texts) {
    return texts.isEmpty() ? "{}" : MAPPER.writeValueAsString(new TreeMap<>(texts));
  }

  static Map<String, String> read(String json) {
    return json.equals("{}") ? Map.of() : MAPPER.readValue(json, TEXTS);
  }
}
