package dev.threadbase.pipeline.stages.redact;

import java.nio.charset.StandardCharsets;

/**
 * A quick look at a line of JSON for what {@link JsonStrings} could put together: an array with two
 * elements that are strings or objects with a text. Of what a string holds, any array counts. What
 * it tells of a line that is no JSON means nothing.
 */
final class JsonArrays {

  /** What every array begins with, unless an escape stands for it. */
  static final Keyword BEGIN = Keyword.exact("[");

  private static final int OBJECT = -1;
  private static final int OBJECT_WITH_TEXT = -2;

  // Of each array that is open, how many such elements it has; the last is the innermost.
  private final int[] open = new int[JsonStrings.DEEPEST + 1];
  private int depth;

  /** Whether there may be neighbours; always, if it is too deep to tell. */
  boolean mayHaveNeighbours(byte[] bytes, int from, int to) {
    depth = 0;
    open[0] = OBJECT;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b == '"') {
        int end = end(bytes, at, to);
        if (isSecond(bytes, at + 1, end) || holdsArray(bytes, at + 1, end)) {
          return true;
        }
        at = end;
      } else if (b == '{' || b == '[') {
        if (depth == JsonStrings.DEEPEST) {
          return true;
        }
        open[++depth] = b == '{' ? OBJECT : 0;
      } else if ((b == '}' || b == ']') && depth > 0) {
        depth--;
      }
    }
    return false;
  }

  private static int end(byte[] bytes, int quote, int to) {
    int at = quote + 1;
    while (at < to && bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, to);
  }

  // A name is not told from a value.
  private boolean isSecond(byte[] bytes, int from, int to) {
    if (open[depth] >= 0) {
      return ++open[depth] == 2;
    }
    boolean isText =
        open[depth] == OBJECT
            && depth > 0
            && open[depth - 1] >= 0
            && to - from <= JsonStrings.LONGEST_TEXT_MEMBER
            && JsonStrings.isText(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    if (isText) {
      open[depth] = OBJECT_WITH_TEXT;
      return ++open[depth - 1] == 2;
    }
    return false;
  }

  private static boolean holdsArray(byte[] bytes, int from, int to) {
    if (!looksLikeJson(bytes, from, to)) {
      return false;
    }
    int at = from;
    while (at < to && bytes[at] != '[') {
      at++;
    }
    return at < to;
  }

  // As JsonRedaction sees it, through the escapes of white space and quotes.
  private static boolean looksLikeJson(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == ' ' || isEscapedBlank(bytes, at, to))) {
      at += bytes[at] == ' ' ? 1 : 2;
    }
    return at < to && (bytes[at] == '{' || bytes[at] == '[' || bytes[at] == '\\');
  }

  private static boolean isEscapedBlank(byte[] bytes, int at, int to) {
    return bytes[at] == '\\' && at + 1 < to && "nrtbf".indexOf(bytes[at + 1]) >= 0;
  }
}
