package dev.threadbase.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * Who speaks in a message. Roles are open: any name is kept as it is given, the constants are the
 * usual ones.
 *
 * @param name the role's name, for example {@code user}; may be empty, is never null
 */
public record Role(@JsonValue String name) {

  /** Instructions to the model. */
  public static final Role SYSTEM = new Role("system");

  /** The person, or the program that stands in for one. */
  public static final Role USER = new Role("user");

  /** The model. */
  public static final Role ASSISTANT = new Role("assistant");

  /** The result of a tool. */
  public static final Role TOOL = new Role("tool");

  /** Takes the name as it is. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Role {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return name;
  }
}
