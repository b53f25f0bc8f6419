package dev.threadbase.segment;

import java.util.List;

/**
 * A JSON value as it was written. A tree of Jackson would drop repeated names and the spelling of
 * numbers.
 */
sealed interface JsonValue {

  /**
   * An object.
   *
   * @param members its members in order, repeated ones included
   */
  record ObjectOf(List<Member> members) implements JsonValue {}

  /** A member of an object. */
  record Member(String name, JsonValue value) {}

  /** An array. */
  record ArrayOf(List<JsonValue> elements) implements JsonValue {}

  /** A text. */
  record Text(String text) implements JsonValue {}

  /**
   * A number.
   *
   * @param literal how it is written
   */
  record Num(String literal) implements JsonValue {}

  /** The two truths and the one nothing. */
  enum Literal implements JsonValue {
    TRUE,
    FALSE,
    NULL
  }
}
