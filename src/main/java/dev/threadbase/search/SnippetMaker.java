package dev.threadbase.search;

import dev.threadbase.search.Snippet.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Finds the best place of a text and cuts it out. */
final class SnippetMaker {

  static final int LENGTH = 200;

  /** What is shown before the first match, at most. */
  private static final int BEFORE = 40;

  /** So far an edge is moved to a space. */
  private static final int TO_SPACE = 20;

  private final String text;
  private final List<TermMatch> matches;

  SnippetMaker(String text, List<SearchTerm> terms) {
    this.text = text;
    this.matches = TermMatch.in(text, terms);
    matches.sort(Comparator.comparingInt(TermMatch::start).thenComparingInt(TermMatch::end));
  }

  Snippet make() {
    int first = matches.isEmpty() ? 0 : matches.get(best()).start();
    int start = start(first);
    int end = end(start);
    String shown =
        text.substring(start, end).replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    return new Snippet(shown, ranges(start, end), start > 0, end < text.length());
  }

  /** The match that most different terms follow within a snippet, then most matches. */
  private int best() {
    int best = 0;
    int most = -1;
    int end = 0;
    for (int i = 0; i < matches.size(); i++) {
      int limit = matches.get(i).start() + LENGTH - BEFORE;
      while (end < matches.size() && matches.get(end).start() < limit) {
        end++;
      }
      BitSet terms = new BitSet();
      matches.subList(i, end).forEach(match -> terms.set(match.term()));
      int worth = terms.cardinality() * matches.size() * 2 + (end - i);
      if (worth > most) {
        most = worth;
        best = i;
      }
    }
    return best;
  }

  private int start(int first) {
    int start = back(first, BEFORE);
    if (start == 0) {
      return 0;
    }
    for (int i = start; i < first && i < start + TO_SPACE; i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return atCharacter(start);
  }

  private int end(int start) {
    int points = text.codePointCount(start, Math.min(text.length(), start + 2 * LENGTH));
    if (points <= LENGTH && start + 2 * LENGTH >= text.length()) {
      return text.length();
    }
    int end = text.offsetByCodePoints(start, Math.min(points, LENGTH));
    for (int i = end; i > end - TO_SPACE && i > start; i--) {
      if (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    int whole = atCharacter(end);
    return whole > start ? whole : end;
  }

  private int back(int from, int points) {
    int start = from;
    for (int i = 0; i < points && start > 0; i++) {
      start = text.offsetByCodePoints(start, -1);
    }
    return start;
  }

  /** Back to where a character begins that people see as one, with its marks and joined signs. */
  private int atCharacter(int index) {
    int at = index;
    for (int i = 0; i < LENGTH / 2 && at > 0 && at < text.length() && isInside(at); i++) {
      at = text.offsetByCodePoints(at, -1);
    }
    return at;
  }

  private boolean isInside(int at) {
    int c = text.codePointAt(at);
    int before = text.codePointBefore(at);
    boolean joined = c == 0x200d || before == 0x200d;
    boolean skin = c >= 0x1f3fb && c <= 0x1f3ff;
    return joined || skin || Letters.isMark(c) || Letters.isContinuing(c);
  }

  private List<Range> ranges(int start, int end) {
    List<Range> ranges = new ArrayList<>();
    int last = start;
    for (TermMatch match : matches) {
      int from = Math.max(match.start(), last);
      int to = Math.min(match.end(), end);
      if (from < to) {
        ranges.add(new Range(from - start, to - start));
        last = to;
      }
    }
    return ranges;
  }
}
