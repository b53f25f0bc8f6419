package dev.threadbase.cli;

import java.util.Optional;
import java.util.UUID;

/** Ids of logs and of their sessions, as a person writes them. */
final class LogIds {

  private LogIds() {}

  /** The id; empty for what can be the id of a thread or of its session alone. */
  static Optional<UUID> read(String text) {
    try {
      UUID id = UUID.fromString(text);
      // Groups may be short for the parser.
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }
}
