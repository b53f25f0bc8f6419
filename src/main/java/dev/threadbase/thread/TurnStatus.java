package dev.threadbase.thread;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * Where a turn stands, as a turn marker says it. Open like {@link EntryType}.
 *
 * @param name the status's name
 */
public record TurnStatus(@JsonValue String name) {

  /** The turn began. */
  public static final TurnStatus STARTED = new TurnStatus("started");

  /** A point inside the turn from which it can go on. */
  public static final TurnStatus SAVE_POINT = new TurnStatus("save_point");

  /** The turn ended well. */
  public static final TurnStatus COMPLETED = new TurnStatus("completed");

  /** The turn ended and waits for the user. */
  public static final TurnStatus WAITING = new TurnStatus("waiting");

  /** The turn ended with an error. */
  public static final TurnStatus FAILED = new TurnStatus("failed");

  /** The turn was given up. */
  public static final TurnStatus ABORTED = new TurnStatus("aborted");

  /** Takes the name as it is. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TurnStatus {
    Objects.requireNonNull(name, "name");
  }

  /** Whether it ends a turn. */
  public boolean isTerminal() {
    return equals(COMPLETED) || equals(WAITING) || equals(FAILED) || equals(ABORTED);
  }

  @Override
  public String toString() {
    return name;
  }
}
