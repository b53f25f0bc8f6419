package dev.threadbase.pipeline.stages.compress;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * System reminders that a text repeats: of equal ones only the first stays. What an entry says for
 * the first time counts as said only once the entry is written with it.
 */
final class Reminders {

  private static final String OPEN = "<system-reminder>";
  private static final String CLOSE = "</system-reminder>";

  private final int capacity;
  private final SeenHashes written;
  private SeenHashes here;
  private long repeated;

  Reminders(int capacity) {
    this.capacity = capacity;
    this.written = new SeenHashes(capacity);
    this.here = new SeenHashes(capacity);
  }

  /** An entry begins. What the one before it said and did not {@link #keep} is forgotten. */
  void begin() {
    here = new SeenHashes(capacity);
  }

  /** Puts references in place of reminders that stand in earlier lines. */
  String dedupeKnown(String text) {
    return edit(text, block -> referred(block, written.lineOf(hash(block))));
  }

  /**
   * Puts references in place of reminders that stand in earlier lines, or before in the entry.
   *
   * @param text as it will be written, but for this
   * @param line the line that the text is in
   */
  String dedupe(String text, long line) {
    return edit(
        text,
        block -> {
          String hash = hash(block);
          Long first = written.lineOf(hash);
          return referred(block, first == null ? here.firstSeen(hash, line) : first);
        });
  }

  /** The entry is written with what it says: others may refer to it. */
  void keep() {
    here.addTo(written);
  }

  private static String edit(String text, UnaryOperator<String> change) {
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
      kept.append(text, copied, open).append(change.apply(text.substring(open, end)));
      copied = end;
      open = text.indexOf(OPEN, end);
    }
    return kept.append(text, copied, text.length()).toString();
  }

  private static String hash(String block) {
    return SeenHashes.hash(EntryJson.utf8(block));
  }

  private String referred(String block, @Nullable Long first) {
    if (first == null) {
      return block;
    }
    repeated++;
    return "<system-reminder ref=\"" + hash(block) + "\" first_seq=" + first + " elided />";
  }

  /** How many became references. */
  long repeated() {
    return repeated;
  }
}
