package dev.threadbase.pipeline.stages.compress;

import java.util.function.UnaryOperator;

/** What of a Markdown text is prose: all but its code. */
final class Prose {

  private Prose() {}

  /** Changes the prose of every line that is no code. */
  static String edit(String text, UnaryOperator<String> change) {
    StringBuilder edited = new StringBuilder(text.length());
    MarkdownLines lines = new MarkdownLines(text);
    while (lines.next()) {
      edited.append(lines.start() > 0 ? "\n" : "");
      edited.append(lines.isCode() ? lines.line() : editLine(lines.line(), change));
    }
    return edited.toString();
  }

  /**
   * Changes a line that is no code, but for what stands from its first backtick to its last. A line
   * that would become code stays as it is.
   */
  static String editLine(String line, UnaryOperator<String> change) {
    int first = line.indexOf('`');
    int last = line.lastIndexOf('`');
    String edited =
        first < 0
            ? change.apply(line)
            : change.apply(line.substring(0, first))
                + line.substring(first, last + 1)
                + change.apply(line.substring(last + 1));
    boolean becomesCode = MarkdownLines.looksLikeCode(edited) && !MarkdownLines.looksLikeCode(line);
    return becomesCode ? line : edited;
  }
}
