package dev.threadbase.pipeline.stages.compress;

/** Counts the lines, bytes and estimated tokens of one side of a stage. */
final class EntryMeter {

  private static final int BYTES_PER_TOKEN = 4;

  private long entries;
  private long bytes;
  private long tokens;
  private long line;

  /** Bytes of a line, without its end. */
  void part(int length) {
    line += length;
    bytes += length;
  }

  /** A newline, which ends a line. */
  void newline() {
    bytes++;
    endOfLine();
  }

  /** The end of a line that has no newline: the last one. */
  void endOfLine() {
    entries++;
    tokens += line == 0 ? 0 : Math.max(1, line / BYTES_PER_TOKEN);
    line = 0;
  }

  boolean isWithinLine() {
    return line > 0;
  }

  long entries() {
    return entries;
  }

  long bytes() {
    return bytes;
  }

  long tokens() {
    return tokens;
  }
}
