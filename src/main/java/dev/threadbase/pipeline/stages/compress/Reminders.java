package dev.threadbase.pipeline.stages.compress;

import java.nio.charset.StandardCharsets;

/** System reminders that a text repeats: of equal ones only the first stays. */
final class Reminders {

  private static final String OPEN = "<system-reminder>";
  private static final String CLOSE = "</system-reminder>";

  private final SeenHashes seen;
  private long repeated;

  Reminders(int capacity) {
    this.seen = new SeenHashes(capacity);
  }

  /**
   * Puts references to where they first stood in place of reminders seen before.
   *
   * @param line the line that the text is in
   */
  String dedupe(String text, long line) {
    int open = text.indexOf(OPEN);
    if (open < 0) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    int copied = 0;
    while (open >= 0) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        break;
      }
      int end = close + CLOSE.length();
      kept.append(text, copied, open).append(reminder(text.substring(open, end), line));
      copied = end;
      open = text.indexOf(OPEN, end);
    }
    return kept.append(text, copied, text.length()).toString();
  }

  private String reminder(String block, long line) {
    String hash = SeenHashes.hash(block.getBytes(StandardCharsets.UTF_8));
    Long first = seen.firstSeen(hash, line);
    if (first == null) {
      return block;
    }
    repeated++;
    return "<system-reminder ref=\"" + hash + "\" first_seq=" + first + " elided />";
  }

  /** How many became references. */
  long repeated() {
    return repeated;
  }
}
