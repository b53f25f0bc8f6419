package dev.threadbase.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that must occur in a text: tokens one behind the other.
 *
 * @param tokens the tokens, at least one and at most {@value #LONGEST}
 * @param prefix whether the last of them may go on
 */
public record SearchTerm(List<String> tokens, boolean prefix) {

  /** A phrase of more words, or characters of a script without spaces, is found by its first. */
  public static final int LONGEST = 64;

  /** Copies the tokens. */
  public SearchTerm {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads a query. What stands between quotation marks is one term, and so is everything else
   * without white space in it; the last word that is not quoted, and one before an asterisk, may go
   * on. Nothing else has a meaning; what holds neither letter nor digit is no term.
   */
  public static List<SearchTerm> parse(String query) {
    return new QueryReader(query).terms();
  }

  /** Whether a token of a text is the one at an index here. */
  boolean matches(int index, String token) {
    String wanted = tokens.get(index);
    boolean last = prefix && index == tokens.size() - 1;
    return last ? token.startsWith(wanted) : token.equals(wanted);
  }

  /** Hands the term of a text on, if there is one. */
  static void of(String text, boolean mayGoOn, Consumer<SearchTerm> sink) {
    List<Token> tokens = new ArrayList<>();
    TextAnalyzer.analyze(
        text,
        token -> {
          if (tokens.size() <= LONGEST) {
            tokens.add(token);
          }
        });
    if (tokens.isEmpty()) {
      return;
    }
    boolean cut = tokens.size() > LONGEST;
    if (cut) {
      tokens.remove(LONGEST);
    }
    sink.accept(of(tokens, mayGoOn, cut));
  }

  private static SearchTerm of(List<Token> tokens, boolean mayGoOn, boolean cut) {
    int end = tokens.size();
    Token last = tokens.get(end - 1);
    List<String> texts = tokens.stream().map(Token::text).toList();
    if (last.kind() != Token.Kind.LAST || cut) {
      return new SearchTerm(texts, mayGoOn && !cut);
    }
    // Another character may follow in the text: the pairs before it say all there is to say.
    boolean alone = end == 1 || tokens.get(end - 2).kind() != Token.Kind.PAIR;
    return alone ? new SearchTerm(texts, true) : new SearchTerm(texts.subList(0, end - 1), false);
  }

  @Override
  public String toString() {
    return "SearchTerm[" + tokens.size() + " tokens" + (prefix ? ", prefix]" : "]");
  }
}
