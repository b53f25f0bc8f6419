package dev.threadbase.pipeline.stages.redact;

import java.util.Arrays;

/**
 * A text as a rule looks at it: as it is, or without its escapes. It knows where each of its
 * characters stands in the text it was made from.
 */
final class View {

  private static final String ESCAPED = "nrtbf";
  private static final String CONTROLS = "\n\r\t\b\f";
  private static final String KEPT = "\"'`/";

  private final String text;
  // Where a character of the view is another number of characters in the source: its place here,
  // and its begin and end there. Between two of them both go in step.
  private int[] places = new int[0];
  private int[] begins = new int[0];
  private int[] ends = new int[0];
  private int count;
  private final int origin;

  private View(String text) {
    this.text = text;
    this.origin = 0;
  }

  private View(String source, int from, int to, boolean allLevels) {
    this.origin = from;
    StringBuilder plain = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int backslash = Characters.find(source, '\\', at, to);
      if (backslash == to) {
        break;
      }
      plain.append(source, at, backslash);
      at = allLevels ? peel(source, backslash, to, plain) : decode(source, backslash, to, plain);
    }
    plain.append(source, Math.min(at, to), to);
    this.text = plain.toString();
  }

  /** The text as it is. */
  static View of(String text) {
    return new View(text);
  }

  /**
   * The text without its escapes, however often it was escaped: each run of backslashes goes with
   * the character behind it.
   */
  static View peeled(String text) {
    return new View(text, 0, text.length(), true);
  }

  /** What a JSON string says; between its quotes. */
  static View decoded(String json, int from, int to) {
    return new View(json, from, to, false);
  }

  private int peel(String source, int from, int to, StringBuilder plain) {
    int at = from;
    while (at < to && source.charAt(at) == '\\') {
      at++;
    }
    if (at == to) {
      return mark(plain, '\\', from, to);
    }
    char c = source.charAt(at);
    int control = ESCAPED.indexOf(c);
    if (control >= 0) {
      return mark(plain, CONTROLS.charAt(control), from, at + 1);
    }
    if (KEPT.indexOf(c) >= 0) {
      return mark(plain, c, from, at + 1);
    }
    int unit = c == 'u' ? unit(source, at + 1, to) : -1;
    return unit >= 0 ? mark(plain, (char) unit, from, at + 5) : mark(plain, '\\', from, at);
  }

  private int decode(String source, int from, int to, StringBuilder plain) {
    char c = from + 1 < to ? source.charAt(from + 1) : '\\';
    int control = ESCAPED.indexOf(c);
    if (control >= 0) {
      return mark(plain, CONTROLS.charAt(control), from, from + 2);
    }
    int unit = c == 'u' ? unit(source, from + 2, to) : -1;
    return unit >= 0 ? mark(plain, (char) unit, from, from + 6) : mark(plain, c, from, from + 2);
  }

  private static int unit(String source, int from, int to) {
    if (from + 4 > to) {
      return -1;
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(source.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private int mark(StringBuilder plain, char c, int begin, int end) {
    if (count == places.length) {
      int larger = Math.max(16, count * 2);
      places = Arrays.copyOf(places, larger);
      begins = Arrays.copyOf(begins, larger);
      ends = Arrays.copyOf(ends, larger);
    }
    places[count] = plain.length();
    begins[count] = begin;
    ends[count++] = end;
    plain.append(c);
    return end;
  }

  /** What the rule sees. */
  String text() {
    return text;
  }

  /** Where a stretch of the view, at least one character, stands in the source. */
  Span source(int from, int to) {
    return new Span(begin(from), end(to - 1));
  }

  /** How many backslashes stand before a character of the view, there or in the source. */
  int backslashes(int at) {
    int here = 0;
    while (at - here > 0 && text.charAt(at - here - 1) == '\\') {
      here++;
    }
    return here + end(at) - begin(at) - 1;
  }

  private int begin(int at) {
    int mark = markAt(at);
    if (mark < 0) {
      return origin + at;
    }
    return places[mark] == at ? begins[mark] : ends[mark] + at - places[mark] - 1;
  }

  private int end(int at) {
    int mark = markAt(at);
    return mark >= 0 && places[mark] == at ? ends[mark] : begin(at) + 1;
  }

  private int markAt(int at) {
    int found = Arrays.binarySearch(places, 0, count, at);
    return found >= 0 ? found : -found - 2;
  }
}
