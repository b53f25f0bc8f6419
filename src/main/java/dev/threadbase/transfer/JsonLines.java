package dev.threadbase.transfer;

import dev.threadbase.transfer.format.JsonLimits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a line as JSON in UTF-8, within {@link JsonLimits}. Numbers keep their digits. */
final class JsonLines {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(JsonLimits.record()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonLines() {}

  /** The object that a line is; null if it is none. */
  static @Nullable JsonNode object(byte[] line) {
    if (isOtherEncoding(line)) {
      return null;
    }
    try {
      JsonNode node = MAPPER.readTree(line);
      return node.isObject() ? node : null;
    } catch (JacksonException | NumberFormatException unreadable) {
      // An exponent beyond 32 bits is no fault to the parser and too much for the number.
      return null;
    }
  }

  /** The parser would read UTF-16 and UTF-32, but such a file has no lines of its own. */
  private static boolean isOtherEncoding(byte[] line) {
    return line.length > 1 && (line[0] == 0 || line[1] == 0 || (line[0] & 0xfe) == 0xfe);
  }
}
