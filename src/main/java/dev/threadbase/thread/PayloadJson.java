package dev.threadbase.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.threadbase.ThreadbaseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The canonical form of {@link Content} as JSON text. */
final class PayloadJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
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
    String members = WRITER.writeValueAsString(content);
    String version = "{\"v\":" + Content.VERSION;
    return members.equals("{}") ? version + "}" : version + "," + members.substring(1);
  }

  static Content read(String payload) {
    try {
      JsonNode tree = MAPPER.readTree(payload);
      if (!tree.isObject()) {
        throw new ThreadbaseException.InvalidData("a payload is not a JSON object");
      }
      return READER.readValue(tree);
    } catch (JacksonException unreadable) {
      // The parser's own message quotes the text, which is private.
      throw new ThreadbaseException.InvalidData("a payload is not in the form of version 1");
    }
  }
}
