package dev.threadbase.transfer;

import dev.threadbase.transfer.format.JsonLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
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

  /** Why a line is no object that can be read. */
  static String fault(byte[] line) {
    if (isOtherEncoding(line) || !isUtf8(line)) {
      return "not UTF-8";
    }
    try {
      MAPPER.readTree(line);
    } catch (StreamConstraintsException beyond) {
      return "beyond a limit: at most %d levels, numbers of %d digits and names of %d characters"
          .formatted(JsonLimits.DEEPEST, JsonLimits.LONGEST_NUMBER, JsonLimits.LONGEST_NAME);
    } catch (NumberFormatException beyond) {
      return "beyond a limit: the exponent of a number does not fit into 32 bits";
    } catch (JacksonException unreadable) {
      return "not a JSON object";
    }
    return "not a JSON object";
  }

  private static boolean isUtf8(byte[] line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  /** The parser would read UTF-16 and UTF-32, but such a file has no lines of its own. */
  private static boolean isOtherEncoding(byte[] line) {
    return line.length > 1 && (line[0] == 0 || line[1] == 0 || (line[0] & 0xfe) == 0xfe);
  }
}
