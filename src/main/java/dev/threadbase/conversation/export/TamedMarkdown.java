package dev.threadbase.conversation.export;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A message's own Markdown inside a larger document. It stays as it was written, but for what could
 * reach beyond the message: headings move below those of the document, raw HTML becomes text, a
 * fence that was left open is closed, and what would load something or lead to a script, or define
 * links for other messages, is shown as it is spelled.
 */
final class TamedMarkdown {

  private static final int DEEPEST = 100;
  private static final int MOST_ROUNDS = 6;
  private static final int TAB = 4;

  private static final Parser PARSER =
      Parser.builder()
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .maxOpenBlockParsers(DEEPEST)
          .maxInlineNesting(DEEPEST)
          .build();

  private TamedMarkdown() {}

  /**
   * Texts, each tamed, one behind the other; how the next begins may belong to a list before it.
   */
  static String of(List<String> texts) {
    String all = texts.stream().map(TamedMarkdown::of).collect(Collectors.joining("\n\n"));
    return texts.size() > 1 ? of(all) : all;
  }

  /**
   * A text, tamed, to stand in a quotation, where a tab would reach less far than it does at the
   * beginning of a line.
   */
  static String quoted(String text) {
    return MarkdownWords.quoted(of(withoutTabs(ShownText.block(text))));
  }

  private static String withoutTabs(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int width = c == '\t' ? TAB - column % TAB : 1;
      spaced.append(c == '\t' ? " ".repeat(width) : String.valueOf(c));
      column = c == '\n' ? 0 : column + width;
    }
    return spaced.toString();
  }

  /** A text, tamed; as a block of code if it cannot be. */
  static String of(String text) {
    if (text.length() > MarkdownHtml.LONGEST) {
      return MarkdownWords.fenced("", text);
    }
    String tamed = ShownText.block(text);
    // What was inside raw HTML becomes Markdown once that is text; so look again.
    for (int round = 0; round < MOST_ROUNDS; round++) {
      MarkdownEdits edits = new MarkdownEdits(tamed);
      PARSER.parse(tamed).accept(edits);
      // What is nested more deeply is not parsed here, but may be elsewhere.
      if (edits.deepest() >= DEEPEST) {
        break;
      }
      Map<Integer, MarkdownEdits.Edit> found = edits.found();
      if (found.isEmpty()) {
        return tamed;
      }
      tamed = MarkdownEdits.apply(found, tamed);
    }
    return MarkdownWords.fenced("", text);
  }
}
