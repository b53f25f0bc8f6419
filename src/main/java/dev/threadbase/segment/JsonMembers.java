package dev.threadbase.segment;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes members of a JSON object. */
final class JsonMembers {

  private JsonMembers() {}

  static void unsigned(JsonGenerator out, String name, long value) {
    out.writeName(name);
    out.writeNumber(Long.toUnsignedString(value));
  }

  /** A text or null. */
  static void text(JsonGenerator out, String name, @Nullable String value) {
    out.writeName(name);
    out.writeString(value);
  }

  /** A text, if there is one. */
  static void textIfAny(JsonGenerator out, String name, @Nullable String value) {
    if (value != null) {
      text(out, name, value);
    }
  }

  static void texts(JsonGenerator out, String name, List<String> values) {
    list(out, name, values, JsonGenerator::writeString);
  }

  /** A JSON text as it is. */
  static void json(JsonGenerator out, String name, String json) {
    out.writeName(name);
    out.writeRawValue(json);
  }

  /** An object, if there is one. */
  static <T> void objectIfAny(
      JsonGenerator out, String name, @Nullable T value, BiConsumer<JsonGenerator, T> writer) {
    if (value != null) {
      out.writeName(name);
      writer.accept(out, value);
    }
  }

  static <T> void list(
      JsonGenerator out, String name, List<T> values, BiConsumer<JsonGenerator, T> writer) {
    out.writeName(name);
    out.writeStartArray();
    values.forEach(value -> writer.accept(out, value));
    out.writeEndArray();
  }
}
