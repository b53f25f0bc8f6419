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

  /** A JSON text without space between its tokens, or a string of the text if it is no JSON. */
  static String textOrString(String json) {
    return isBroken(json) ? StringNode.valueOf(json).toString() : RawText.compact(json);
  }

  /** Whether a text that should be JSON is none; an empty one stands for nothing. */
  static boolean isBroken(String json) {
    try {
      return !json.isEmpty() && EXACT.readTree(json).isMissingNode();
    } catch (JacksonException broken) {
      return true;
    }
  }
}
