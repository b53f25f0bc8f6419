package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What records say, as columns can hold it. A record may come from anywhere and hold anything; its
 * entry keeps it as it is, so a column that cannot is no reason to refuse the entry.
 */
final class DerivedValues {

  /** The largest number that every reader of JSON knows exactly; sums of such have room. */
  private static final long LARGEST = 1L << 53;

  private static final char REPLACEMENT = '\ufffd';

  private DerivedValues() {}

  /** A count or a duration, not beyond 2^53 in either direction. */
  static long number(long number) {
    return Math.max(-LARGEST, Math.min(LARGEST, number));
  }

  /** An unsigned count, not beyond 2^53. */
  static long unsigned(long number) {
    return number < 0 ? LARGEST : Math.min(LARGEST, number);
  }

  /** A text, with a sign in place of each character that no database can store. */
  static @Nullable String text(@Nullable String text) {
    if (text == null || Texts.isStorable(text)) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? REPLACEMENT
                    : c)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  /** A text as one that can be compared: none is before everything, the empty text included. */
  static String sortable(@Nullable String text) {
    return text == null ? "" : "=" + text;
  }

  /** When it was by the record; by its entry, if the record says a time that cannot be or none. */
  static long nanos(OffsetDateTime time, Entry entry) {
    try {
      return Instants.toNanos(time.toInstant());
    } catch (IllegalArgumentException outside) {
      return Instants.toNanos(entry.createdAt());
    }
  }

  /** A record's JSON as an object; empty if it is none. */
  static JsonNode object(@Nullable String json) {
    JsonNode read = parse(json);
    return read.isObject() ? read : JsonMapper.shared().createObjectNode();
  }

  private static JsonNode parse(@Nullable String json) {
    try {
      return JsonMapper.shared().readTree(json == null ? "" : json);
    } catch (JacksonException broken) {
      return JsonMapper.shared().missingNode();
    }
  }

  /** A member that is a text and not empty. */
  static @Nullable String member(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
  }
}
