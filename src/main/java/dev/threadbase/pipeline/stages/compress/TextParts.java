package dev.threadbase.pipeline.stages.compress;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The texts of a message's content: the string that it is, or those of its text parts. */
final class TextParts {

  private TextParts() {}

  /** The texts, in their order; none if the content is something else. */
  static List<TextSpan> of(byte[] bytes, int start, int end) {
    List<TextSpan> texts = new ArrayList<>();
    if (bytes[start] != '"' && bytes[start] != '[') {
      return texts;
    }
    try (JsonParser parser = EntryJson.parser(bytes, start, end)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        token = parser.nextToken();
      }
      for (; token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(TextSpan.at(parser, bytes, start));
        } else if (token == JsonToken.START_OBJECT) {
          TextSpan text = textPart(parser, bytes, start);
          if (text != null) {
            texts.add(text);
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return texts;
  }

  private static @Nullable TextSpan textPart(JsonParser parser, byte[] bytes, int start) {
    boolean isText = false;
    TextSpan text = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
      if (name.equals("type")) {
        isText = string && parser.getString().equals("text");
      } else if (name.equals("text")) {
        text = string ? TextSpan.at(parser, bytes, start) : null;
      }
      parser.skipChildren();
    }
    return isText ? text : null;
  }
}
