package dev.threadbase.segment;

import dev.threadbase.ThreadbaseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read as strictly as the reference does: the exact name, the exact
 * type, no member twice. Members that nobody asks for are ignored, repeated or not. A refusal says
 * where and why, and quotes nothing but a kind.
 */
final class Fields {

  private static final Pattern PLAIN_KIND = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private final JsonValue.ObjectOf object;
  private final @Nullable Fields parent;
  private final String step;
  private String kind = "";

  private Fields(JsonValue.ObjectOf object, @Nullable Fields parent, String step) {
    this.object = object;
    this.parent = parent;
    this.step = step;
  }

  /**
   * The members of a JSON text.
   *
   * @param what what the text is, for the message of a refusal
   */
  static Fields parse(String json, String what) {
    JsonValue value = JsonText.parse(json, what);
    if (value instanceof JsonValue.ObjectOf object) {
      return new Fields(object, null, what);
    }
    throw new ThreadbaseException.InvalidData(what + ": not a JSON object");
  }

  /** The kind that the object names. */
  <K extends Enum<K> & WireName> K kind(Class<K> kinds) {
    String name = text("kind");
    K known = named(kinds, name);
    if (known != null) {
      kind = name;
      return known;
    }
    throw invalid(
        "unknown kind%s, expected one of %s"
            .formatted(PLAIN_KIND.matcher(name).matches() ? " `" + name + "`" : "", names(kinds)));
  }

  /** The kind that the object names; the given one if this version does not know it. */
  <K extends Enum<K> & WireName> K kindOr(Class<K> kinds, K unknown) {
    K known = named(kinds, text("kind"));
    kind = (known == null ? unknown : known).wireName();
    return known == null ? unknown : known;
  }

  /** One of a few fixed names. */
  <K extends Enum<K> & WireName> K choice(String name, Class<K> choices) {
    K known = named(choices, text(name));
    if (known == null) {
      throw invalid(name, "must be one of " + names(choices));
    }
    return known;
  }

  String text(String name) {
    return textOf(required(name), name);
  }

  @Nullable String textOrNull(String name) {
    JsonValue value = optional(name);
    return value == null ? null : textOf(value, name);
  }

  boolean flag(String name) {
    return flagOf(required(name), name);
  }

  /** A flag that may be absent, but not null. */
  boolean flagOr(String name, boolean absent) {
    JsonValue value = find(name);
    return value == null ? absent : flagOf(value, name);
  }

  /** An unsigned 64-bit number, as its bits. */
  long unsigned(String name) {
    return unsignedOf(required(name), name);
  }

  @Nullable Long unsignedOrNull(String name) {
    JsonValue value = optional(name);
    return value == null ? null : Long.valueOf(unsignedOf(value, name));
  }

  long u32(String name) {
    return u32Of(required(name), name);
  }

  @Nullable Long u32OrNull(String name) {
    JsonValue value = optional(name);
    return value == null ? null : Long.valueOf(u32Of(value, name));
  }

  /** A number, narrowed to 32 bits as the reference does. */
  @Nullable Float floatOrNull(String name) {
    JsonValue value = optional(name);
    if (value == null) {
      return null;
    }
    Float number = WireNumbers.float32(value);
    if (number != null) {
      return number;
    }
    throw invalid(name, "must be a 32-bit floating-point number");
  }

  UUID uuid(String name) {
    return uuidOf(required(name), name);
  }

  @Nullable UUID uuidOrNull(String name) {
    JsonValue value = optional(name);
    return value == null ? null : uuidOf(value, name);
  }

  List<String> texts(String name) {
    return elements(name, required(name), element -> textOf(element, name));
  }

  /** Texts that may be absent, but not null. */
  List<String> textsOrEmpty(String name) {
    JsonValue value = find(name);
    return value == null ? List.of() : elements(name, value, element -> textOf(element, name));
  }

  <T> T object(String name, Function<Fields, T> reader) {
    return reader.apply(fieldsOf(required(name), name));
  }

  <T> @Nullable T objectOrNull(String name, Function<Fields, T> reader) {
    JsonValue value = optional(name);
    return value == null ? null : reader.apply(fieldsOf(value, name));
  }

  <T> List<T> objects(String name, Function<Fields, T> reader) {
    return objects(name, required(name), reader);
  }

  /** Objects that may be absent, but not null. */
  <T> List<T> objectsOrEmpty(String name, Function<Fields, T> reader) {
    JsonValue value = find(name);
    return value == null ? List.of() : objects(name, value, reader);
  }

  /** Any value, null included, as compact JSON text. */
  String json(String name) {
    return JsonText.write(required(name), where());
  }

  @Nullable String jsonOrNull(String name) {
    JsonValue value = optional(name);
    return value == null ? null : JsonText.write(value, where());
  }

  /** A value that is there and not null. */
  @Nullable JsonValue optional(String name) {
    JsonValue value = find(name);
    return value == JsonValue.Literal.NULL ? null : value;
  }

  /** A refusal of a member. */
  ThreadbaseException.InvalidData invalid(String name, String why) {
    return invalid("field `" + name + "` " + why);
  }

  private ThreadbaseException.InvalidData invalid(String why) {
    return new ThreadbaseException.InvalidData(where() + ": " + why);
  }

  private String where() {
    String here = kind.isEmpty() ? step : step + " (" + kind + ")";
    return parent == null ? here : parent.where() + "." + here;
  }

  private @Nullable JsonValue find(String name) {
    JsonValue found = null;
    for (JsonValue.Member member : object.members()) {
      if (member.name().equals(name)) {
        if (found != null) {
          throw invalid("duplicate field `" + name + "`");
        }
        found = member.value();
      }
    }
    return found;
  }

  private JsonValue required(String name) {
    JsonValue value = find(name);
    if (value == null) {
      throw invalid("missing field `" + name + "`");
    }
    return value;
  }

  private String textOf(JsonValue value, String name) {
    if (value instanceof JsonValue.Text text) {
      return text.text();
    }
    throw invalid(name, "must be a string");
  }

  private boolean flagOf(JsonValue value, String name) {
    if (value == JsonValue.Literal.TRUE || value == JsonValue.Literal.FALSE) {
      return value == JsonValue.Literal.TRUE;
    }
    throw invalid(name, "must be a boolean");
  }

  private long unsignedOf(JsonValue value, String name) {
    Long number = WireNumbers.unsigned64(value);
    if (number == null) {
      throw invalid(name, "must be an unsigned 64-bit number");
    }
    return number;
  }

  private long u32Of(JsonValue value, String name) {
    Long number = WireNumbers.unsigned32(value);
    if (number == null) {
      throw invalid(name, "must be an unsigned 32-bit number");
    }
    return number;
  }

  private UUID uuidOf(JsonValue value, String name) {
    UUID id = UuidText.parse(textOf(value, name));
    if (id == null) {
      throw invalid(name, "must be a UUID");
    }
    return id;
  }

  private Fields fieldsOf(JsonValue value, String step) {
    if (value instanceof JsonValue.ObjectOf members) {
      return new Fields(members, this, step);
    }
    throw invalid(step, "must be an object");
  }

  private <T> List<T> objects(String name, JsonValue array, Function<Fields, T> reader) {
    int[] next = {0};
    return elements(
        name, array, element -> reader.apply(fieldsOf(element, name + "[" + next[0]++ + "]")));
  }

  private <T> List<T> elements(String name, JsonValue value, Function<JsonValue, T> reader) {
    if (!(value instanceof JsonValue.ArrayOf array)) {
      throw invalid(name, "must be an array");
    }
    List<T> elements = new ArrayList<>(array.elements().size());
    array.elements().forEach(element -> elements.add(reader.apply(element)));
    return elements;
  }

  private static <K extends Enum<K> & WireName> @Nullable K named(Class<K> kinds, String name) {
    String constant = name.toUpperCase(Locale.ROOT);
    for (K kind : kinds.getEnumConstants()) {
      if (kind.name().equals(constant)) {
        // Only one spelling is taken.
        return kind.wireName().equals(name) ? kind : null;
      }
    }
    return null;
  }

  private static <K extends Enum<K> & WireName> String names(Class<K> kinds) {
    return Arrays.stream(kinds.getEnumConstants())
        .map(WireName::wireName)
        .collect(Collectors.joining(", "));
  }
}
