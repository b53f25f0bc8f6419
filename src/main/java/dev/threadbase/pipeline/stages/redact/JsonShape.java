package dev.threadbase.pipeline.stages.redact;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The quotes and escapes of JSON that is edited as it is written: a match leaves them whole. */
final class JsonShape {

  private static final Pattern BEGIN = Pattern.compile("[\\s\ufeff]*+[\\[{]\\s*+[\"\\[{].*+");
  private static final String RECORD = "{\"type\":";
  private static final int LONGEST_ESCAPE = 6;

  private JsonShape() {}

  /** Whether a line begins as JSON does. */
  static boolean isBegunBy(String line) {
    return BEGIN.matcher(line).matches();
  }

  /** What of a match lies within one string; null if nothing does. */
  static @Nullable Span limit(String text, Span found) {
    int escape = beginOfEscape(text, found.from());
    int from = found.from();
    if (escape < from) {
      from =
          Math.min(text.length(), escape + (text.charAt(escape + 1) == 'u' ? LONGEST_ESCAPE : 2));
    }
    int quote = bareQuote(text, from, found.to());
    int to = quote < 0 ? beginOfEscape(text, found.to()) : quote;
    if (quote > 0 && text.startsWith(RECORD, quote - 1)) {
      to = quote - 1;
    }
    return from < to ? new Span(from, to) : null;
  }

  /** Where the escape begins that a place is within; the place itself if it is in none. */
  static int beginOfEscape(String text, int place) {
    for (int at = place - 1; at >= 0 && at > place - LONGEST_ESCAPE; at--) {
      if (text.charAt(at) == '\\') {
        boolean begins = backslashes(text, at) % 2 == 0;
        boolean reaches = at == place - 1 || (at + 1 < text.length() && text.charAt(at + 1) == 'u');
        return begins && reaches ? at : place;
      }
    }
    return place;
  }

  /** Where the first quote is that no backslash escapes; -1 if there is none. */
  static int bareQuote(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == '"' && backslashes(text, at) % 2 == 0) {
        return at;
      }
    }
    return -1;
  }

  private static int backslashes(String text, int before) {
    int count = 0;
    while (before - count > 0 && text.charAt(before - count - 1) == '\\') {
      count++;
    }
    return count;
  }
}
