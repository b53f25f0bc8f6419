package dev.threadbase.cli;

/**
 * Text that a terminal can do no harm with: what would move the cursor, change colours or turn the
 * direction of writing is shown as a sign instead.
 */
final class Printable {

  private static final char CONTROL_PICTURES = '\u2400';
  private static final char DELETE_PICTURE = '\u2421';
  private static final char REPLACEMENT = '\ufffd';

  private Printable() {}

  /** One line: line breaks and tabs become spaces. */
  static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars().forEach(c -> safe.append(isBreak(c) || c == '\t' ? ' ' : sign((char) c)));
    return safe.toString();
  }

  /** One line of at most so many characters, an ellipsis at its end if something is left out. */
  static String cut(String text, int width) {
    // Longer than needed is enough to see that it is too long.
    String start = text.length() > width + 1 ? text.substring(0, width + 1) : text;
    return shortened(line(start), width);
  }

  /** Some lines: line breaks and tabs stay. */
  static String block(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    String unix = text.replace("\r\n", "\n");
    unix.chars().forEach(c -> safe.append(c == '\n' || c == '\t' ? (char) c : sign((char) c)));
    return safe.toString();
  }

  /** Text that is safe already, at most so many characters of it. */
  static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    // Never half of a pair.
    int end = Character.isHighSurrogate(text.charAt(width - 2)) ? width - 2 : width - 1;
    return text.substring(0, end) + "…";
  }

  private static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
  }

  private static char sign(char c) {
    if (c < ' ') {
      return (char) (CONTROL_PICTURES + c);
    }
    if (c == 0x7f) {
      return DELETE_PICTURE;
    }
    boolean turnsDirection =
        (c >= '\u202a' && c <= '\u202e')
            || (c >= '\u2066' && c <= '\u2069')
            || c == '\u200e'
            || c == '\u200f';
    boolean breaksLine = c == '\u2028' || c == '\u2029';
    return (c >= 0x80 && c < 0xa0) || turnsDirection || breaksLine ? REPLACEMENT : c;
  }
}
