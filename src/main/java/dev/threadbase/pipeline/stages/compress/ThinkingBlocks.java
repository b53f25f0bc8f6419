package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.StripStats.Count;
import java.util.EnumMap;

/** The {@code <thinking>} blocks of a text, those aside that stand in code. */
final class ThinkingBlocks {

  private static final String OPEN = "<thinking>";
  private static final String CLOSE = "</thinking>";
  private static final String ELIDED = " ...[reasoning elided]";

  private final StripOptions options;
  private final EnumMap<Count, Long> counts;

  ThinkingBlocks(StripOptions options, EnumMap<Count, Long> counts) {
    this.options = options;
    this.counts = counts;
  }

  /** The text with less in its blocks. */
  String edit(String text) {
    StringBuilder edited = new StringBuilder(text.length());
    MarkdownLines lines = new MarkdownLines(text);
    int copied = 0;
    int open = text.indexOf(OPEN);
    while (open >= 0 && lines.next()) {
      int from = lines.start();
      boolean quoted = false;
      while (open >= 0 && open < lines.end()) {
        quoted ^= quotesOrUnquotes(text, from, open);
        from = open + OPEN.length();
        if (!quoted && !lines.isCode()) {
          int close = text.indexOf(CLOSE, from);
          if (close < 0) {
            return edited.append(text, copied, text.length()).toString();
          }
          edited.append(text, copied, open).append(block(text.substring(from, close)));
          from = close + CLOSE.length();
          copied = from;
        }
        open = text.indexOf(OPEN, from);
      }
      if (from > lines.end()) {
        lines.goOnAt(from);
      }
    }
    return edited.append(text, copied, text.length()).toString();
  }

  /** Whether an odd number of runs of backticks stands there. */
  private static boolean quotesOrUnquotes(String text, int from, int end) {
    boolean odd = false;
    for (int i = from; i < end; i++) {
      odd ^= text.charAt(i) == '`' && (i == from || text.charAt(i - 1) != '`');
    }
    return odd;
  }

  private String block(String thoughts) {
    return switch (options.thinking()) {
      case ALL -> {
        count(Count.THINKING_BLOCKS_DROPPED, 1);
        yield "";
      }
      case FIRST_SENTENCE -> OPEN + firstSentence(thoughts) + CLOSE;
      case NONE -> OPEN + fewerWords(thoughts) + CLOSE;
    };
  }

  private String firstSentence(String thoughts) {
    int end = endOfSentence(thoughts);
    if (thoughts.substring(end).isBlank()) {
      return fewerWords(thoughts);
    }
    String trimmed = thoughts.substring(0, end).strip() + ELIDED;
    count(Count.THINKING_BLOCKS_TRIMMED, trimmed.equals(thoughts) ? 0 : 1);
    return trimmed;
  }

  /** Behind the mark that ends the first sentence; the end of the text if none does. */
  private static int endOfSentence(String text) {
    MarkdownLines lines = new MarkdownLines(text);
    while (lines.next()) {
      String line = lines.isCode() ? "" : lines.line();
      for (int i = 0; i < line.length(); i++) {
        boolean last = i + 1 == line.length() || Character.isWhitespace(line.charAt(i + 1));
        if (last && ".!?".indexOf(line.charAt(i)) >= 0) {
          return lines.start() + i + 1;
        }
      }
    }
    return text.length();
  }

  private String fewerWords(String thoughts) {
    StopWords stopWords = new StopWords();
    String fewer = Prose.edit(thoughts, stopWords::remove);
    count(Count.STOP_WORDS_REMOVED, stopWords.removed());
    if (!options.synonyms()) {
      return fewer;
    }
    Synonyms synonyms = new Synonyms();
    String shorter = Prose.edit(fewer, synonyms::substitute);
    count(Count.SYNONYMS_SUBSTITUTED, synonyms.substituted());
    return shorter;
  }

  private void count(Count count, long times) {
    counts.merge(count, times, Long::sum);
  }
}
