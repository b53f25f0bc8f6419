package dev.threadbase.jdbi;

import dev.threadbase.search.SearchTerm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens as texts in the form of a {@code tsvector}. One of them holds no more than PostgreSQL
 * keeps: it would drop further positions in silence. Each begins with the last tokens of the one
 * before, so that a phrase over the seam stands whole in one of the two.
 */
final class TokenChunks {

  static final int MOST_TOKENS = 4_000;

  /** PostgreSQL keeps 255 positions of one word. */
  static final int MOST_OF_ONE = 255;

  private static final int MOST_CHARACTERS = 100_000;
  private static final int OVERLAP = SearchTerm.LONGEST;

  private final List<String> chunks = new ArrayList<>();
  private final Deque<String> latest = new ArrayDeque<>(OVERLAP);
  private final Map<String, Positions> positions = new LinkedHashMap<>();
  private int tokens;
  private int characters;
  private boolean full;

  /** Where a token stands, as text. */
  private static final class Positions {
    private final StringBuilder list = new StringBuilder();
    private int count;

    void add(int position) {
      list.append(count++ == 0 ? "" : ",").append(position);
    }
  }

  void add(String token) {
    if (full) {
      cut();
    }
    put(token);
    if (latest.size() == OVERLAP) {
      latest.removeFirst();
    }
    latest.addLast(token);
  }

  private void put(String token) {
    Positions of = positions.computeIfAbsent(token, key -> new Positions());
    of.add(++tokens);
    characters += token.length();
    full |= tokens == MOST_TOKENS || of.count == MOST_OF_ONE || characters >= MOST_CHARACTERS;
  }

  private void cut() {
    chunks.add(text());
    positions.clear();
    tokens = 0;
    characters = 0;
    full = false;
    latest.forEach(this::put);
  }

  /** All of them. */
  List<String> finish() {
    if (tokens > 0) {
      chunks.add(text());
    }
    return chunks;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    positions.forEach(
        (token, of) -> text.append(quoted(token)).append(':').append(of.list).append(' '));
    return text.toString();
  }

  /** A token as PostgreSQL reads it, whatever is in it. */
  static String quoted(String token) {
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
