package dev.threadbase.context;

import java.io.Serial;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON to the byte as the reference writes it (floret session tree, JSON rules): the characters
 * {@code <}, {@code >} and {@code &}, the line separators U+2028 and U+2029 and half characters are
 * escaped, hexadecimal digits are lower-case, members stand in the order they were put in.
 */
public final class ReferenceJson {

  private static final JsonMapper MAPPER = mapper(new Escapes(true));
  private static final JsonMapper PLAIN = mapper(new Escapes(false));

  private static final ObjectWriter INDENTED =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private ReferenceJson() {}

  private static JsonMapper mapper(Escapes escapes) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .characterEscapes(escapes)
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .build())
        .build();
  }

  /** On one line, without a space, and with {@code <}, {@code >} and {@code &} as they are. */
  public static String plain(JsonNode json) {
    return whole(PLAIN.writeValueAsString(json));
  }

  /** On one line, without a space. */
  public static String compact(JsonNode json) {
    return whole(MAPPER.writeValueAsString(json));
  }

  /** On several lines, each level two spaces further in. */
  public static String indented(JsonNode json) {
    return whole(INDENTED.writeValueAsString(json));
  }

  /** Half characters, which only texts can hold, as the reference writes bytes that are no text. */
  private static String whole(String json) {
    StringBuilder whole = null;
    for (int i = 0; i < json.length(); i++) {
      int c = json.codePointAt(i);
      int end = i + Character.charCount(c);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        whole = whole == null ? new StringBuilder(json.substring(0, i)) : whole;
        whole.append("\\ufffd");
      } else if (whole != null) {
        whole.append(json, i, end);
      }
      i = end - 1;
    }
    return whole == null ? json : whole.toString();
  }

  private static final class Escapes extends CharacterEscapes {
    @Serial private static final long serialVersionUID = 1;

    private final boolean markup;

    Escapes(boolean markup) {
      this.markup = markup;
    }

    private static final Map<Integer, SerializableString> BY_CHARACTER =
        Map.of(
            (int) '<',
            new SerializedString("\\u003c"),
            (int) '>',
            new SerializedString("\\u003e"),
            (int) '&',
            new SerializedString("\\u0026"),
            0x2028,
            new SerializedString("\\u2028"),
            0x2029,
            new SerializedString("\\u2029"));

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char character : markup ? new char[] {'<', '>', '&'} : new char[0]) {
        codes[character] = ESCAPE_CUSTOM;
      }
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return BY_CHARACTER.get(character);
    }
  }
}
