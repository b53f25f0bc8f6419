package dev.threadbase.pipeline.stages.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Of texts that were put together, the matches that none of them has alone: one that a text has
 * without the next ends there, however far its form could go on. A private key without an end goes
 * on into another text only if that one has nothing but the body of a key.
 */
final class Seams implements Scope {

  private static final int SHORTEST_BODY = 16;
  private static final int MOST_CUTS = 2;

  private final RuleWalk walk;
  private final int[] ends;

  /**
   * Takes where each text ends in all of them together.
   *
   * @param walk finds what one of them has alone
   */
  Seams(RuleWalk walk, int[] ends) {
    this.walk = walk;
    this.ends = ends;
  }

  @Override
  public @Nullable Span limit(Rule rule, String text, Span found) {
    int first = textAt(found.from());
    if (PrivateKey.isOpen(text, found)) {
      return found.to() < ends[first] ? null : open(text, found, first);
    }
    if (found.to() <= ends[first]) {
      return null;
    }
    int begin = first == 0 ? 0 : ends[first - 1];
    boolean alone =
        !(rule.finder() instanceof PrivateKey)
            && !isClosed(text, found, first)
            && walk.reaches(rule, text.substring(begin, ends[first]), found.from() - begin);
    return alone ? null : found;
  }

  // A value in quotes that is cut has its second quote in one of the next texts.
  private boolean isClosed(String text, Span found, int first) {
    if (found.from() == 0 || found.to() > ends[Math.min(first + MOST_CUTS, ends.length - 1)]) {
      return false;
    }
    char quote = text.charAt(found.from() - 1);
    int at = found.to();
    while (at < text.length() && text.charAt(at) == '\\') {
      at++;
    }
    return at < text.length() && "\"'`".indexOf(quote) >= 0 && text.charAt(at) == quote;
  }

  private @Nullable Span open(String text, Span found, int first) {
    int last = first;
    while (last + 1 < ends.length && isBody(text, ends[last], ends[last + 1])) {
      last++;
    }
    return last > first ? new Span(found.from(), ends[last]) : null;
  }

  private int textAt(int place) {
    int found = Arrays.binarySearch(ends, place + 1);
    return found >= 0 ? found : -found - 1;
  }

  private static boolean isBody(String text, int from, int to) {
    int run = 0;
    int longest = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean belongs = Characters.isWord(c) || "+/=".indexOf(c) >= 0;
      if (c > ' ' && !belongs) {
        return false;
      }
      run = belongs ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest == 0 || longest >= SHORTEST_BODY;
  }
}
