package dev.threadbase.search;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens of a text. Words are runs of letters and digits; everything else parts them. A run
 * of a script without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) becomes its
 * overlapping pairs of characters and its last character, so that any part of it can be found.
 *
 * <p>Of a word longer than {@value #LONGEST_WORD} characters the rest is left out.
 */
public final class TextAnalyzer {

  /** So many code points of a word count. */
  public static final int LONGEST_WORD = 64;

  /** A letter takes no more marks than this; the rest of a heap of marks stands alone. */
  private static final int LONGEST_CLUSTER = 32;

  private final Consumer<Token> sink;

  private final StringBuilder word = new StringBuilder();
  private int wordLength;
  private int wordStart;
  private int wordEnd;

  private @Nullable Single last;

  /** A character of a run without spaces. */
  private record Single(int character, int start, int end) {}

  private TextAnalyzer(Consumer<Token> sink) {
    this.sink = sink;
  }

  /** Hands on every token of a text, in order. */
  public static void analyze(String text, Consumer<Token> sink) {
    TextAnalyzer analyzer = new TextAnalyzer(sink);
    int next = 0;
    while (next < text.length()) {
      next = analyzer.read(text, next);
    }
    analyzer.end();
  }

  private int read(String text, int start) {
    char c = text.charAt(start);
    int end = start + 1;
    boolean plain = c < 0x80 && (end == text.length() || text.charAt(end) < 0x300);
    if (plain) {
      take(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c, start, end);
      return end;
    }
    end = clusterEnd(text, start);
    String folded = Folding.of(text, start, end);
    for (int i = 0; i < folded.length(); i += Character.charCount(folded.codePointAt(i))) {
      take(folded.codePointAt(i), start, end);
    }
    return end;
  }

  private static int clusterEnd(String text, int start) {
    int end = start + Character.charCount(text.codePointAt(start));
    while (end < text.length()
        && end - start < LONGEST_CLUSTER
        && Letters.isContinuing(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private void take(int c, int start, int end) {
    if (Letters.isWithoutSpaces(c)) {
      endWord();
      pair(new Single(c, start, end));
    } else if (Letters.isLetter(c) || (Letters.isMark(c) && wordLength > 0)) {
      endRun();
      addToWord(c, start, end);
    } else if (!Letters.isUnseen(c) && !Letters.isMark(c)) {
      end();
    }
  }

  private void addToWord(int c, int start, int end) {
    if (wordLength == 0) {
      wordStart = start;
    }
    if (wordLength < LONGEST_WORD) {
      word.appendCodePoint(c);
      wordLength++;
    }
    wordEnd = end;
  }

  private void pair(Single next) {
    if (last != null) {
      String text = Character.toString(last.character) + Character.toString(next.character);
      sink.accept(new Token(text, Token.Kind.PAIR, last.start, last.end, next.end));
    }
    last = next;
  }

  private void end() {
    endWord();
    endRun();
  }

  private void endWord() {
    if (wordLength > 0) {
      sink.accept(new Token(word.toString(), Token.Kind.WORD, wordStart, wordEnd, wordEnd));
      word.setLength(0);
      wordLength = 0;
    }
  }

  private void endRun() {
    if (last != null) {
      String text = Character.toString(last.character);
      sink.accept(new Token(text, Token.Kind.LAST, last.start, last.end, last.end));
      last = null;
    }
  }
}
