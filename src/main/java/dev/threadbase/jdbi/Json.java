package dev.threadbase.jdbi;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The metadata column: a JSON object of texts, sorted by name. */
final class Json {

  private Json() {}

  static String write(Map<String, String> texts) {
    return texts.isEmpty() ? "{}" : Mapper.JSON.writeValueAsString(new TreeMap<>(texts));
  }

  static Map<String, String> read(String json) {
    return json.equals("{}") ? Map.of() : Mapper.JSON.readValue(json, Mapper.TEXTS);
  }

  // Most threads have no metadata, and a program that reads no JSON need not load its parser.
  private static final class Mapper {
    static final JsonMapper JSON = JsonMapper.shared();
    static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
  }
}
