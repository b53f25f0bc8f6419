package dev.threadbase.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.threadbase.ThreadbaseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The canonical form of {@link Content} as JSON text. */
final class PayloadJson {

  /** The most values around each other: results hold parts, which may be results. */
  static final int DEEPEST = 500;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              // A payload that is stored was written here: it can be read again whatever its size.
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(Content.class);
  private static final ObjectReader READER = MAPPER.readerFor(Content.class);

  private PayloadJson() {}

  static String write(Content content) {
    String members = members(content);
    String version = "{\"v\":" + Content.VERSION;
    String payload = members.equals("{}") ? version + "}" : version + "," + members.substring(1);
    return escapeLoneSurrogates(payload);
  }

  private static String members(Content content) {
    try {
      return WRITER.writeValueAsString(content);
    } catch (StreamConstraintsException tooDeep) {
      throw new ThreadbaseException.InvalidData(
          "a content is nested deeper than " + DEEPEST + " levels");
    }
  }

  /**
   * Half a character, which a foreign text may hold: UTF-8 has no bytes for it, JSON has an escape.
   */
  private static String escapeLoneSurrogates(String json) {
    return hasSurrogate(json) ? escaped(json) : json;
  }

  private static boolean hasSurrogate(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (Character.isSurrogate(json.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String escaped(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        escaped = escaped == null ? new StringBuilder(json.substring(0, i)) : escaped;
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        int next = pair ? i + 2 : i + 1;
        if (escaped != null) {
          escaped.append(json, i, next);
        }
        i = next - 1;
      }
    }
    return escaped == null ? json : escaped.toString();
  }

  static Content read(String payload) {
    try {
      Content content = READER.readValue(payload);
      if (content != null) {
        return content;
      }
      throw new ThreadbaseException.InvalidData("a payload is not a JSON object");
    } catch (JacksonException unreadable) {
      // The parser's own message quotes the text, which is private.
      throw new ThreadbaseException.InvalidData("a payload is not in the form of version 1");
    }
  }
}
