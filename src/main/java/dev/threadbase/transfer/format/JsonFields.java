package dev.threadbase.transfer.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads members of foreign JSON, where anything may be absent or of another type. */
final class JsonFields {

  private JsonFields() {}

  /** A text member; null when it is absent or no text. */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /** A text member; empty when it is absent or no text. */
  static String textOrEmpty(JsonNode object, String name) {
    String text = text(object, name);
    return text == null ? "" : text;
  }

  /** Whether a member is {@code true}. */
  static boolean isTrue(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  /** A count; 0 when it is absent, negative or no whole number. */
  static long count(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.canConvertToLong() && value.isIntegralNumber()
        ? Math.max(0, value.longValue())
        : 0;
  }

  /** A time in RFC 3339; null when it is absent or unreadable. */
  static @Nullable Instant time(JsonNode object, String name) {
    String text = text(object, name);
    if (text == null) {
      return null;
    }
    try {
      Instant plain = PlainTime.of(text);
      return plain != null ? plain : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** A member that is an object; null when it is absent or none. */
  static @Nullable JsonNode object(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isObject() ? value : null;
  }
}
