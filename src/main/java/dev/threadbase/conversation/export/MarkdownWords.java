package dev.threadbase.conversation.export;

import static java.util.stream.Collectors.joining;

/** Texts inside a Markdown document, as they stand: none of their characters means anything. */
final class MarkdownWords {

  private static final String MEANINGFUL = "\\`*_{}[]<>&#!|~$@";
  private static final int SHORTEST_FENCE = 3;

  private MarkdownWords() {}

  /** A line of text. */
  static String words(String text) {
    String line = ShownText.line(text).strip();
    StringBuilder words = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      words.append(MEANINGFUL.indexOf(c) < 0 ? "" : "\\").append(c);
    }
    return words.toString();
  }

  /** A name as a code span; a dash for one that shows nothing. */
  static String name(String text) {
    String line = ShownText.line(text);
    if (line.isBlank()) {
      return "–";
    }
    String ticks = "`".repeat(longestRun(line) + 1);
    boolean padded = ticks.length() > 1 || (line.startsWith(" ") && line.endsWith(" "));
    String pad = padded ? " " : "";
    return ticks + pad + line + pad + ticks;
  }

  /** A block of code between fences that nothing in it can end, with a line feed at its end. */
  static String fenced(String language, String text) {
    String code = ShownText.block(text);
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(code) + 1));
    return fence + language + "\n" + code + (code.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  /** Lines as a quotation. */
  static String quoted(String lines) {
    return lines
        .lines()
        .map(line -> line.isEmpty() ? ">\n" : "> " + line + "\n")
        .collect(joining());
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
