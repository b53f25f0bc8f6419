package dev.threadbase.pipeline.stages.compress;

/** A file read that is cut to its head and its tail. */
final class LargeRead {

  private LargeRead() {}

  /**
   * Cuts a text that has more lines than a limit. A newline at its end begins no line.
   *
   * @param keep how many lines stay at each end, at most half of the text
   */
  static String elide(String text, int limit, int keep) {
    int lines = lines(text);
    int kept = Math.min(keep, lines / 2);
    int elided = lines - 2 * kept;
    if (lines <= limit || kept < 1 || elided < 1) {
      return text;
    }
    int head = behindLines(text, kept);
    int tail = behindLines(text, lines - kept);
    String marker = "...[" + elided + " lines elided from Read output]...\n";
    return text.substring(0, head) + marker + text.substring(tail);
  }

  private static int lines(String text) {
    int newlines = (int) text.chars().filter(c -> c == '\n').count();
    return text.isEmpty() || text.endsWith("\n") ? newlines : newlines + 1;
  }

  private static int behindLines(String text, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }
}
