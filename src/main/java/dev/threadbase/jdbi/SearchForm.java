package dev.threadbase.jdbi;

import dev.threadbase.search.TextAnalyzer;
import java.util.List;

/** How the tokens of a text are handed to the index of a database. */
enum SearchForm {
  /** One row: the tokens in their order, a space between two. */
  SPACED {
    @Override
    List<String> of(String text) {
      StringBuilder tokens = new StringBuilder(text.length() + 16);
      TextAnalyzer.analyze(
          text, token -> tokens.append(tokens.isEmpty() ? "" : " ").append(token.text()));
      return tokens.isEmpty() ? List.of() : List.of(tokens.toString());
    }
  },

  /** Rows of limited size: each token once, with its positions. */
  POSITIONS {
    @Override
    List<String> of(String text) {
      TokenChunks chunks = new TokenChunks();
      TextAnalyzer.analyze(text, token -> chunks.add(token.text()));
      return chunks.finish();
    }
  };

  /** That of a database. */
  static SearchForm of(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> SPACED;
      case POSTGRESQL -> POSITIONS;
    };
  }

  /** The rows of a text; none if it has no token. */
  abstract List<String> of(String text);
}
