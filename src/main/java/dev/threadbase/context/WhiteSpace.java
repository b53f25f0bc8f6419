package dev.threadbase.context;

/** White space as Unicode has it, no-break spaces and the next-line character included. */
public final class WhiteSpace {

  private static final String OTHERS = "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000";

  private WhiteSpace() {}

  /** The text without the white space at its ends. */
  public static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && is(text.charAt(from))) {
      from++;
    }
    while (to > from && is(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean is(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || (c >= '\u2000' && c <= '\u200a')
        || OTHERS.indexOf(c) >= 0;
  }
}
