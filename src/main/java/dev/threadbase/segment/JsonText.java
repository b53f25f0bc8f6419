package dev.threadbase.segment;

import dev.threadbase.ThreadbaseException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON texts: read into values and written in the escapes of the reference. */
final class JsonText {

  /** What the reference's own parser follows (serde_json): values within values. */
  static final int DEEPEST = 127;

  // The whole text is in memory already: only depth can still hurt.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private JsonText() {}

  /**
   * Reads one value.
   *
   * @param what what the text is, for the message of a refusal
   */
  static JsonValue parse(String json, String what) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw new ThreadbaseException.InvalidData(what + " is not JSON: it is empty");
      }
      JsonValue value = value(parser, what);
      if (parser.nextToken() != null) {
        throw new ThreadbaseException.InvalidData(what + " is more than one JSON value");
      }
      return value;
    } catch (StreamConstraintsException tooDeep) {
      throw new ThreadbaseException.InvalidData(what + " is nested deeper than " + DEEPEST);
    } catch (JacksonException unreadable) {
      // The parser's own message quotes the text, which is private.
      throw new ThreadbaseException.InvalidData(
          what + " is not JSON, at column " + unreadable.getLocation().getColumnNr());
    }
  }

  private static JsonValue value(JsonParser parser, String what) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, what);
      case START_ARRAY -> array(parser, what);
      case VALUE_STRING -> new JsonValue.Text(whole(parser.getString(), what));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getString());
      case VALUE_TRUE -> JsonValue.Literal.TRUE;
      case VALUE_FALSE -> JsonValue.Literal.FALSE;
      case VALUE_NULL -> JsonValue.Literal.NULL;
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static JsonValue object(JsonParser parser, String what) {
    List<JsonValue.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName(), what);
      parser.nextToken();
      members.add(new JsonValue.Member(name, value(parser, what)));
    }
    return new JsonValue.ObjectOf(members);
  }

  private static JsonValue array(JsonParser parser, String what) {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser, what));
    }
    return new JsonValue.ArrayOf(elements);
  }

  /** Refuses half of a character: an escape can say it, but no UTF-8 and so no reference. */
  private static String whole(String text, String what) {
    int next = 0;
    while (next < text.length()) {
      int character = text.codePointAt(next);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw new ThreadbaseException.InvalidData(what + " holds half of a surrogate pair");
      }
      next += Character.charCount(character);
    }
    return text;
  }

  /** A value without space between its tokens and with no escape that is not needed. */
  static String compact(String json, String what) {
    JsonValue value = parse(json, what);
    return write(what, out -> write(out, value));
  }

  /**
   * What a writer writes, as text.
   *
   * @param what what is written, for the message of a refusal
   */
  static String write(String what, Consumer<JsonGenerator> writer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      writer.accept(out);
    }
    return whole(text.toString(), what);
  }

  private static void write(JsonGenerator out, JsonValue value) {
    if (value instanceof JsonValue.ObjectOf object) {
      out.writeStartObject();
      for (JsonValue.Member member : object.members()) {
        out.writeName(member.name());
        write(out, member.value());
      }
      out.writeEndObject();
    } else if (value instanceof JsonValue.ArrayOf array) {
      out.writeStartArray();
      array.elements().forEach(element -> write(out, element));
      out.writeEndArray();
    } else if (value instanceof JsonValue.Text text) {
      out.writeString(text.text());
    } else if (value instanceof JsonValue.Num number) {
      out.writeRawValue(number.literal());
    } else {
      out.writeRawValue(value.toString().toLowerCase(Locale.ROOT));
    }
  }
}
