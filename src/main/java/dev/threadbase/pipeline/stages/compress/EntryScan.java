package dev.threadbase.pipeline.stages.compress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds the fields of an entry in its line without building anything of it. Of a name that stands
 * there twice, the last counts; null is as if it were not there.
 */
final class EntryScan {

  /** A field that matters to a stage. */
  enum Field {
    TYPE,
    CONTENT,
    TOOL_NAME,
    TOOL_INPUT,
    TOOL_OUTPUT,
    TIMESTAMP,
    IS_ERROR
  }

  /** More bytes than any type or tool name has that means something here. */
  private static final int LONGEST_WORD = 32;

  private final EnumMap<Field, Integer> starts = new EnumMap<>(Field.class);
  private byte[] bytes = {};
  private String type = "";

  /**
   * Reads a line.
   *
   * @return whether it is UTF-8, and a JSON object with a type that is a string
   */
  boolean read(byte[] line, int start, int length) {
    bytes = line;
    type = "";
    starts.clear();
    int from = start + byteOrderMark(line, start, length);
    try (JsonParser parser = EntryJson.parser(line, from, start + length)) {
      if (!fields(parser, from) || !Utf8.isWellFormed(line, start, start + length)) {
        return false;
      }
    } catch (JacksonException malformed) {
      return false;
    }
    String found = word(Field.TYPE);
    type = found == null ? "" : found;
    return found != null;
  }

  private boolean fields(JsonParser parser, int from) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Field field = field(parser.currentName());
      JsonToken value = parser.nextToken();
      if (field != null && value == JsonToken.VALUE_NULL) {
        starts.remove(field);
      } else if (field != null) {
        starts.put(field, from + (int) parser.currentTokenLocation().getByteOffset());
      }
      parser.skipChildren();
    }
    return parser.nextToken() == null;
  }

  private static @Nullable Field field(String name) {
    return switch (name) {
      case "type" -> Field.TYPE;
      case "content" -> Field.CONTENT;
      case "tool_name" -> Field.TOOL_NAME;
      case "tool_input" -> Field.TOOL_INPUT;
      case "tool_output" -> Field.TOOL_OUTPUT;
      case "timestamp" -> Field.TIMESTAMP;
      case "is_error" -> Field.IS_ERROR;
      default -> null;
    };
  }

  private static int byteOrderMark(byte[] line, int start, int length) {
    boolean marked =
        length >= 3
            && line[start] == (byte) 0xef
            && line[start + 1] == (byte) 0xbb
            && line[start + 2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }

  /** The entry's type. */
  String type() {
    return type;
  }

  /** Where a field's value begins in the line's buffer; negative if it is not there. */
  int start(Field field) {
    return starts.getOrDefault(field, -1);
  }

  /** Behind a field's value, which is there. */
  int end(Field field) {
    return EntryJson.endOfValue(bytes, start(field));
  }

  /** Whether a field's value is a string. */
  boolean isString(Field field) {
    return start(field) >= 0 && bytes[start(field)] == '"';
  }

  /** A short string; cut if it is long, null if it is none. */
  @Nullable String word(Field field) {
    if (!isString(field)) {
      return null;
    }
    int at = start(field) + 1;
    try {
      ByteArrayInputStream source = new ByteArrayInputStream(bytes, at, bytes.length - at);
      byte[] word = new UnquotedStream(source).readNBytes(LONGEST_WORD);
      return new String(word, StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
