package dev.threadbase.transfer.format;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** JSON that is kept as text. */
final class RawJson {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RawJson() {}

  /** The value, or the text itself if it is no JSON: a model may have broken it. */
  static JsonNode parsedOrText(String json) {
    try {
      return EXACT.readTree(json);
    } catch (JacksonException broken) {
      return StringNode.valueOf(json);
    }
  }

  /** The arguments of a tool; an empty object for none at all. */
  static JsonNode arguments(String json) {
    return json.isBlank() ? EXACT.createObjectNode() : parsedOrText(json);
  }
}
