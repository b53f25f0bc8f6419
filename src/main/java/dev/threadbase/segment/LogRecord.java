package dev.threadbase.segment;

/**
 * An entry at its place in a log.
 *
 * @param position its place, from 0 without gaps
 * @param entry what it says
 * @param json the line it was stored as, byte for byte, with members that {@code entry} does not
 *     know; for the beginning of a fork that refers to its source, the line that a copy would have
 */
public record LogRecord(long position, LogEntry entry, String json) {

  @Override
  public String toString() {
    return "LogRecord[" + position + ", " + entry.kind() + "]";
  }
}
