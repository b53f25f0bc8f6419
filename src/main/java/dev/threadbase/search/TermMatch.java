package dev.threadbase.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a term occurs in a text.
 *
 * @param term the index of the term
 * @param start where it begins
 * @param end where it ends, exclusive
 */
record TermMatch(int term, int start, int end) {

  /** Of each term, so many are looked at: a text may hold millions. */
  private static final int ENOUGH = 200;

  /** The first matches of each term. */
  static List<TermMatch> in(String text, List<SearchTerm> terms) {
    List<Tracker> trackers = new ArrayList<>();
    List<TermMatch> found = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      trackers.add(new Tracker(i, terms.get(i), found));
    }
    TextAnalyzer.analyze(text, token -> trackers.forEach(tracker -> tracker.see(token)));
    return found;
  }

  /** Follows one term through the tokens of a text. */
  private static final class Tracker {
    private final int index;
    private final SearchTerm term;
    private final List<TermMatch> found;
    private List<Begun> begun = new ArrayList<>();
    private int count;

    /** A match of the first tokens. */
    private record Begun(int tokens, int start) {}

    Tracker(int index, SearchTerm term, List<TermMatch> found) {
      this.index = index;
      this.term = term;
      this.found = found;
    }

    void see(Token token) {
      if (count == ENOUGH) {
        return;
      }
      List<Begun> next = new ArrayList<>();
      for (Begun one : begun) {
        go(one, token, next);
      }
      go(new Begun(0, token.start()), token, next);
      begun = next;
    }

    private void go(Begun one, Token token, List<Begun> next) {
      if (!term.matches(one.tokens, token.text())) {
        return;
      }
      if (one.tokens + 1 < term.tokens().size()) {
        next.add(new Begun(one.tokens + 1, one.start));
      } else {
        boolean half = term.prefix() && token.kind() == Token.Kind.PAIR;
        found.add(new TermMatch(index, one.start, half ? token.firstEnd() : token.end()));
        count++;
      }
    }
  }
}
