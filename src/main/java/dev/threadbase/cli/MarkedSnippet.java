package dev.threadbase.cli;

import dev.threadbase.search.Snippet;
import dev.threadbase.search.Snippet.Range;

/** A snippet as a line, what was found in bold where a terminal shows that. */
final class MarkedSnippet {

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[22m";

  private MarkedSnippet() {}

  static String of(Snippet snippet, boolean marked) {
    StringBuilder line = new StringBuilder(snippet.cutBefore() ? "…" : "");
    int last = 0;
    for (Range range : snippet.matches()) {
      line.append(part(snippet, last, range.start()));
      line.append(marked ? BOLD : "");
      line.append(part(snippet, range.start(), range.end()));
      line.append(marked ? PLAIN : "");
      last = range.end();
    }
    line.append(part(snippet, last, snippet.text().length()));
    return line.append(snippet.cutAfter() ? "…" : "").toString();
  }

  private static String part(Snippet snippet, int start, int end) {
    return Printable.line(snippet.text().substring(start, end));
  }
}
