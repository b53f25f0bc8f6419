package dev.threadbase.pipeline.stages.compress;

import java.util.Locale;
import java.util.Set;

/**
 * English words that a sentence is understood without. Words that turn a sentence around or connect
 * its parts are not among them: no, not, and, or, if, but.
 */
final class StopWords {

  private static final Set<String> WORDS =
      Set.of(
          ("a an the this that these those is are was were am be been being it its i me my we us our"
                  + " you your he him his she her they them their there here just really very quite"
                  + " simply actually basically perhaps maybe of")
              .split(" "));

  private int removed;

  /** A line without them. Each goes with the blanks behind it. */
  String remove(String line) {
    StringBuilder kept = new StringBuilder(line.length());
    int at = 0;
    while (at < line.length()) {
      int end = endOfWord(line, at);
      int next = endOfBlanks(line, end);
      if (end > at && WORDS.contains(line.substring(at, end).toLowerCase(Locale.ROOT))) {
        removed++;
      } else {
        kept.append(line, at, next);
      }
      at = next;
    }
    return kept.toString();
  }

  private static int endOfWord(String line, int from) {
    int at = from;
    while (at < line.length() && !isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  /** How many went. */
  int removed() {
    return removed;
  }
}
