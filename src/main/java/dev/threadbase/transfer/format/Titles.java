package dev.threadbase.transfer.format;

import dev.threadbase.thread.Title;
import org.jspecify.annotations.Nullable;

/** Titles of transcripts: their own, or the beginning of what the user first said. */
final class Titles {

  private static final int LONGEST = 80;

  private Titles() {}

  /** A title that is ready; none without a text. */
  static Title ready(@Nullable String text, String source) {
    return text == null ? Title.NONE : Title.of(text, source);
  }

  /** One line of at most so many code points; null when nothing is left. */
  static @Nullable String of(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return null;
    }
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
  }
}
