package dev.threadbase.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cuts a query into its terms. */
final class QueryReader {

  private final String query;
  private final List<Piece> pieces = new ArrayList<>();
  private int next;

  /** A part of a query that is one term. */
  private record Piece(String text, boolean quoted, boolean prefix) {}

  QueryReader(String query) {
    this.query = query;
  }

  List<SearchTerm> terms() {
    while (next < query.length()) {
      if (isQuote(query.charAt(next))) {
        quoted();
      } else if (isSpace(query.charAt(next))) {
        next++;
      } else {
        bare();
      }
    }
    List<SearchTerm> terms = new ArrayList<>();
    boolean last = true;
    for (int i = pieces.size() - 1; i >= 0; i--) {
      Piece piece = pieces.get(i);
      int before = terms.size();
      SearchTerm.of(piece.text, piece.prefix || (last && !piece.quoted), terms::add);
      last &= terms.size() == before;
    }
    Collections.reverse(terms);
    return terms;
  }

  /** A quotation mark that is not closed holds to the end, which may still be written. */
  private void quoted() {
    int start = next + 1;
    int end = start;
    while (end < query.length() && !isQuote(query.charAt(end))) {
      end++;
    }
    boolean closed = end < query.length();
    next = closed ? end + 1 : end;
    boolean asterisk = next < query.length() && query.charAt(next) == '*';
    pieces.add(new Piece(query.substring(start, end), closed, asterisk));
  }

  private void bare() {
    int start = next;
    while (next < query.length() && !isQuote(query.charAt(next)) && !isSpace(query.charAt(next))) {
      next++;
    }
    String text = query.substring(start, next);
    pieces.add(new Piece(text, false, text.endsWith("*")));
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\u201c' || c == '\u201d' || c == '\u201e' || c == '\uff02';
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ';
  }
}
