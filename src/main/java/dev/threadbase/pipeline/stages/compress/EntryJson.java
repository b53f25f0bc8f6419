package dev.threadbase.pipeline.stages.compress;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as it stands in a line, in UTF-8. What a parser accepted is walked by bytes, so that a value
 * is found without being held.
 *
 * <p>Limits: {@value #DEEPEST} levels of nesting, and names of 50000 characters. What is beyond
 * them is no JSON here.
 */
final class EntryJson {

  static final int DEEPEST = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(EntryStream.LONGEST)
                  .maxNumberLength(EntryStream.LONGEST)
                  .build())
          .build();

  private EntryJson() {}

  static JsonParser parser(byte[] bytes, int start, int end) {
    return JSON.createParser(ObjectReadContext.empty(), bytes, start, end - start);
  }

  static JsonParser parser(InputStream input) {
    return JSON.createParser(ObjectReadContext.empty(), input);
  }

  /** Where a value ends that a parser accepted as part of an object or an array. */
  static int endOfValue(byte[] bytes, int start) {
    return switch (bytes[start]) {
      case '"' -> endOfString(bytes, start);
      case '{', '[' -> endOfNested(bytes, start);
      default -> endOfWord(bytes, start);
    };
  }

  private static int endOfString(byte[] bytes, int start) {
    int i = start + 1;
    while (bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static int endOfNested(byte[] bytes, int start) {
    int depth = 0;
    int i = start;
    do {
      switch (bytes[i]) {
        case '"' -> i = endOfString(bytes, i) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      i++;
    } while (depth > 0);
    return i;
  }

  private static int endOfWord(byte[] bytes, int start) {
    int i = start;
    while (bytes[i] > ' ' && bytes[i] != ',' && bytes[i] != '}' && bytes[i] != ']') {
      i++;
    }
    return i;
  }

  /** A text as a JSON string, with its quotes. Halves of characters stay escaped. */
  static byte[] quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
    return (hasHalves(text) ? withHalvesEscaped(json) : json)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A text in UTF-8, in which halves of characters stay apart, as if they were characters. */
  static byte[] utf8(String text) {
    if (!hasHalves(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isHalf(c)) {
                bytes.write(0xe0 | c >> 12);
                bytes.write(0x80 | (c >> 6 & 0x3f));
                bytes.write(0x80 | (c & 0x3f));
              } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  private static boolean hasHalves(String text) {
    return text.codePoints().anyMatch(EntryJson::isHalf);
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static StringBuilder withHalvesEscaped(StringBuilder json) {
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            c -> {
              if (isHalf(c)) {
                escaped.append("\\u").append(Integer.toHexString(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped;
  }
}
