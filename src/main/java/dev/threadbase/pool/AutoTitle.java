package dev.threadbase.pool;

import java.util.regex.Pattern;

/**
 * The title that a conversation gets from the first thing that is said in it (anna agent, auto
 * title): all of it, or the beginning, cut between two words and marked.
 */
final class AutoTitle {

  private static final int LONGEST = 60;
  private static final int SHORTEST = 20;
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  private AutoTitle() {}

  /** The title for a text; empty if the text is blank. Lengths are in code points. */
  static String of(String text) {
    String whole = HALF_CHARACTER.matcher(text).replaceAll("\uFFFD");
    String line = SPACE.matcher(whole).replaceAll(" ").strip();
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return line;
    }
    String cut = line.substring(0, line.offsetByCodePoints(0, LONGEST));
    // A word that ends right here is whole.
    int space = line.charAt(cut.length()) == ' ' ? cut.length() : cut.lastIndexOf(' ');
    boolean wordBoundary = space > 0 && cut.codePointCount(0, space) > SHORTEST;
    return (wordBoundary ? cut.substring(0, space) : cut) + "…";
  }
}
