package dev.threadbase.transfer.format;

import dev.threadbase.message.RawText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** JSON that is kept as text. */
final class RawJson {

  private static final JsonMapper EXACT =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(JsonLimits.inText()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RawJson() {}

  /**
   * The value, or the text itself if it is no JSON, which a model may have broken, or beyond the
   * limits.
   */
  static JsonNode parsedOrText(String json) {
    try {
      return EXACT.readTree(json);
    } catch (JacksonException | NumberFormatException broken) {
      return StringNode.valueOf(json);
    }
  }

  /** The arguments of a tool; an empty object for none at all. */
  static JsonNode arguments(String json) {
    return json.isBlank() ? EXACT.createObjectNode() : parsedOrText(json);
  }

  /** A JSON text without space between its tokens, or a string of the text if it is no JSON. */
  static String textOrString(String json) {
    return isBroken(json) ? StringNode.valueOf(json).toString() : RawText.compact(json);
  }

  private static boolean isBroken(String json) {
    try {
      return EXACT.readTree(json).isMissingNode();
    } catch (JacksonException | NumberFormatException broken) {
      return true;
    }
  }
}
