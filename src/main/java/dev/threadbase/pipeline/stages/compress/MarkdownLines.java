package dev.threadbase.pipeline.stages.compress;

/**
 * The lines of a Markdown text, and which of them are code: those of a fenced block with its
 * fences, also within a list or a quotation, and those that are indented like code. In doubt a line
 * is code: a deeply nested list is too.
 */
final class MarkdownLines {

  private static final int SHORTEST_FENCE = 3;
  private static final int INDENTATION = 4;

  private final String text;
  private int start;
  private int end = -1;
  private int fence;
  private char fenceMark;
  private boolean code;
  private boolean continued;

  MarkdownLines(String text) {
    this.text = text;
  }

  /** Moves on to the next line; false after the last. A newline at the end begins one more. */
  boolean next() {
    if (end >= text.length()) {
      return false;
    }
    start = end + 1;
    int newline = text.indexOf('\n', start);
    end = newline < 0 ? text.length() : newline;
    String line = line();
    if (continued) {
      continued = false;
      code = false;
    } else if (fence > 0) {
      code = true;
      fence = closes(line) ? 0 : fence;
    } else {
      int opened = opens(line);
      code = opened > 0 || isIndented(line);
      fence = opened;
    }
    return true;
  }

  /** Goes on within a line, the rest of which is no code, outside of any block. */
  void goOnAt(int place) {
    end = place - 1;
    fence = 0;
    continued = true;
  }

  /** Where the line begins. */
  int start() {
    return start;
  }

  /** Where the line ends, before its newline. */
  int end() {
    return end;
  }

  /** The line without its newline. */
  String line() {
    return text.substring(start, end);
  }

  boolean isCode() {
    return code;
  }

  /** Whether a line would be code that stands alone. */
  static boolean looksLikeCode(String line) {
    return isIndented(line) || fence(line, marker(line)) > 0;
  }

  private int opens(String line) {
    int at = marker(line);
    int length = fence(line, at);
    if (length > 0) {
      fenceMark = line.charAt(at);
    }
    return length;
  }

  private boolean closes(String line) {
    int at = 0;
    while (at < line.length() && (isBlank(line.charAt(at)) || line.charAt(at) == '>')) {
      at++;
    }
    int length = run(line, at, fenceMark);
    return length >= fence && line.substring(at + length).isBlank();
  }

  /** How long the fence is that begins there; 0 if none does. */
  private static int fence(String line, int at) {
    if (at >= line.length() || (line.charAt(at) != '`' && line.charAt(at) != '~')) {
      return 0;
    }
    char mark = line.charAt(at);
    int length = run(line, at, mark);
    boolean inline = mark == '`' && line.indexOf('`', at + length) >= 0;
    return length < SHORTEST_FENCE || inline ? 0 : length;
  }

  private static int run(String line, int at, char mark) {
    int end = at;
    while (end < line.length() && line.charAt(end) == mark) {
      end++;
    }
    return end - at;
  }

  /** Behind the blanks, the marks of quotations and the marks of list items. */
  private static int marker(String line) {
    int at = 0;
    int behind = 0;
    while (behind >= 0) {
      at = behind;
      behind = behindMark(line, at);
    }
    return at;
  }

  private static int behindMark(String line, int at) {
    if (at >= line.length()) {
      return -1;
    }
    char c = line.charAt(at);
    if (isBlank(c) || c == '>') {
      return at + 1;
    }
    int mark = at;
    while (mark < line.length() && Character.isDigit(line.charAt(mark))) {
      mark++;
    }
    String marks = mark == at ? "-*+" : ".)";
    boolean item =
        mark + 1 < line.length()
            && marks.indexOf(line.charAt(mark)) >= 0
            && isBlank(line.charAt(mark + 1));
    return item ? mark + 2 : -1;
  }

  private static boolean isIndented(String line) {
    int blanks = 0;
    while (blanks < line.length() && isBlank(line.charAt(blanks))) {
      blanks++;
    }
    boolean deep = blanks >= INDENTATION || line.substring(0, blanks).indexOf('\t') >= 0;
    return deep && !line.isBlank();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
