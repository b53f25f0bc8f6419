package dev.threadbase.search;

/**
 * What a text is searched by, and where in the text it is from. Tokens stand at positions 0, 1, 2 …
 * in the order of the text: one for each word, one for each character of a script without spaces.
 *
 * @param text the token in its folded form
 * @param kind what it is
 * @param start where it begins, in characters of Java
 * @param firstEnd where its first character ends, if it is of a script without spaces; else its end
 * @param end where it ends, exclusive
 */
public record Token(String text, Kind kind, int start, int firstEnd, int end) {

  /** What a token is. */
  public enum Kind {
    /** A run of letters and digits. */
    WORD,
    /** Two characters next to each other, of a script without spaces. */
    PAIR,
    /** The last character of a run of a script without spaces. */
    LAST
  }

  @Override
  public String toString() {
    return "Token[" + kind + ", " + start + " to " + end + "]";
  }
}
