package dev.threadbase.transfer.format;

import org.jspecify.annotations.Nullable;

/** A title for a transcript without one: the beginning of what the user first said. */
final class Titles {

  private static final int LONGEST = 80;

  private Titles() {}

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
