package dev.threadbase.transfer.format;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times in the form that nearly every program writes, {@code 2026-03-01T09:00:00.000Z}. Java's own
 * parser takes longer for one than the rest of a line does.
 */
final class PlainTime {

  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int MOST_DIGITS = 9;

  private PlainTime() {}

  /**
   * Reads a time; null if it has another form.
   *
   * @throws java.time.DateTimeException if it has this form and is no time
   */
  static @Nullable Instant of(String text) {
    int end = text.length() - 1;
    if (end < FORM.length() || text.charAt(end) != 'Z' || !hasForm(text)) {
      return null;
    }
    int fraction = end - FORM.length() - 1;
    if (fraction >= 0 && (fraction == 0 || fraction > MOST_DIGITS || !isFraction(text, end))) {
      return null;
    }
    int nanos = fraction <= 0 ? 0 : number(text, FORM.length() + 1, end);
    for (int digits = Math.max(fraction, 0); digits < MOST_DIGITS && nanos > 0; digits++) {
      nanos *= 10;
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            nanos)
        .toInstant(ZoneOffset.UTC);
  }

  private static boolean hasForm(String text) {
    for (int i = 0; i < FORM.length(); i++) {
      char wanted = FORM.charAt(i);
      char c = text.charAt(i);
      if (wanted == 'd' ? !isDigit(c) : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFraction(String text, int end) {
    boolean digits = text.charAt(FORM.length()) == '.';
    for (int i = FORM.length() + 1; i < end; i++) {
      digits &= isDigit(text.charAt(i));
    }
    return digits;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
