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
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** JSON texts: read into values and written in the escapes of the reference. */
final class JsonText {

  /** As many values around each other as the reference's parser follows (serde_json). */
  static final int DEEPEST = 127;

  // The whole text is in memory already, and depth is counted here: no other limit is of use. A
  // table of names would keep what one text says for as long as the program runs.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
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
    return parse(json, what, DEEPEST);
  }

  private static JsonValue parse(String json, String what, int deepest) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw new ThreadbaseException.InvalidData(what + " is not JSON: it is empty");
      }
      JsonValue value = value(parser, what, deepest);
      if (parser.nextToken() != null) {
        throw new ThreadbaseException.InvalidData(what + " is more than one JSON value");
      }
      return value;
    } catch (JacksonException unreadable) {
      // The parser's own message quotes the text, which is private.
      throw new ThreadbaseException.InvalidData(
          what + " is not JSON, at column " + unreadable.getLocation().getColumnNr());
    }
  }

  /**
   * The value that begins here.
   *
   * @param room how many values may still stand around each other
   */
  private static JsonValue value(JsonParser parser, String what, int room) {
    JsonToken token = parser.currentToken();
    if (token.isStructStart() && room == 0) {
      throw new ThreadbaseException.InvalidData(what + " is nested too deep");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, what, room - 1);
      case START_ARRAY -> array(parser, what, room - 1);
      case VALUE_STRING -> new JsonValue.Text(whole(parser.getString(), what));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getString());
      case VALUE_TRUE -> JsonValue.Literal.TRUE;
      case VALUE_FALSE -> JsonValue.Literal.FALSE;
      case VALUE_NULL -> JsonValue.Literal.NULL;
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static JsonValue object(JsonParser parser, String what, int room) {
    List<JsonValue.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName(), what);
      parser.nextToken();
      members.add(new JsonValue.Member(name, value(parser, what, room)));
    }
    return new JsonValue.ObjectOf(members);
  }

  private static JsonValue array(JsonParser parser, String what, int room) {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser, what, room));
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

  /**
   * A JSON text that is to be a member of an object, without space between its tokens and with no
   * escape that is not needed.
   */
  static String compact(String json, String what) {
    return write(parse(json, what, DEEPEST - 1), what);
  }

  /** A value, as compact text. */
  static String write(JsonValue value, String what) {
    return write(what, out -> write(out, value));
  }

  /**
   * What a writer writes, as compact text.
   *
   * @param what what is written, for the message of a refusal
   */
  static String write(String what, Consumer<JsonGenerator> writer) {
    return write(ObjectWriteContext.empty(), what, writer);
  }

  /** What a writer writes, a member or an element a line. */
  static String writePretty(String what, Consumer<JsonGenerator> writer) {
    return write(new Indented(), what, writer);
  }

  private static String write(
      ObjectWriteContext context, String what, Consumer<JsonGenerator> writer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(context, text)) {
      writer.accept(out);
    }
    return whole(text.toString(), what);
  }

  /** Members of an object that is being written. */
  static void writeMembers(JsonGenerator out, List<JsonValue.Member> members) {
    for (JsonValue.Member member : members) {
      out.writeName(member.name());
      write(out, member.value());
    }
  }

  private static void write(JsonGenerator out, JsonValue value) {
    if (value instanceof JsonValue.ObjectOf object) {
      out.writeStartObject();
      writeMembers(out, object.members());
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

  /** Two spaces a level, as the reference indents. */
  private static final class Indented extends ObjectWriteContext.Base {
    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
    private static final Separators SEPARATORS =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter(SEPARATORS)
          .withObjectIndenter(TWO_SPACES)
          .withArrayIndenter(TWO_SPACES);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
