package dev.threadbase.pipeline.stages.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key in PEM: the whole block with its body, whatever the line ends are written as. A
 * block without an end goes to the next block or as far as its lines look like those of a key. A
 * head that no body follows is only mentioned, and is all that goes.
 *
 * @param head how the first line goes on behind BEGIN
 */
record PrivateKey(Pattern head) implements Finder {

  /** What every block begins with. */
  static final Keyword BEGIN = Keyword.exact("-----BEGIN ");

  private static final Pattern END =
      Pattern.compile("-----END [A-Z0-9 ]{0,40}?PRIVATE KEY(?: BLOCK)?+-----");
  private static final Pattern ANY_HEAD =
      Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}?PRIVATE KEY(?: BLOCK)?+-----");
  private static final String HEADER = "\\W{0,16}+[A-Za-z0-9-]{1,40}+: [^\\n]{0,160}+";
  // What a listing or a program puts around the lines of a key, with the numbers of the lines.
  private static final String GAP = "[\\s\\d\"'`\\\\+,|>:#*.\u2192\u2502-]";
  private static final Pattern BODY_BEGINS =
      Pattern.compile(
          "(?:"
              + HEADER
              + "\\n){0,8}+"
              + GAP
              + "{0,64}+(?:[A-Za-z0-9+/=]{16}|[A-Za-z0-9+/=]{0,63}+\\s*+$)");
  private static final Pattern BODY = Pattern.compile("[A-Za-z0-9+/=]{40}");
  private static final Pattern ESCAPED_LINE_END = Pattern.compile("\\s{0,4}+\\\\++[rnu]");
  private static final Pattern KEY_LINE =
      Pattern.compile(
          "\\s*+|[\\s\"'`+,\\\\]{0,16}+"
              + "|[\\s\\d\\W]{0,16}[A-Za-z0-9+/=]{2,128}+(?:\\\\++[rn]|\\W){0,12}+|"
              + HEADER);
  private static final Pattern RUN =
      Pattern.compile(
          GAP
              + "{0,16}+(?:[A-Za-z0-9+/=]{16,}+|(?=[A-Za-z]{0,15}+[0-9+/]|[A-Za-z]{0,13}?[A-Z]{2})[A-Za-z0-9+/=]{6,15}+)");
  private static final int LOOKED_AT = 256;
  private static final int TOO_SHORT_TO_TELL = 64;

  /** One with these words between BEGIN and the end of the line. */
  static PrivateKey of(String words) {
    return new PrivateKey(Pattern.compile("-----BEGIN " + words + "-----"));
  }

  @Override
  public @Nullable Span find(View view, int at) {
    String text = view.text();
    Matcher first = head.matcher(text).region(at, text.length());
    if (!first.lookingAt()) {
      return null;
    }
    int from = first.end();
    int next = text.indexOf(BEGIN.word(), from);
    int to = next < 0 ? text.length() : next;
    boolean begins = BODY_BEGINS.matcher(text).region(from, to).lookingAt();
    Matcher end = END.matcher(text).region(from, to);
    if (end.find()) {
      int looked = Math.min(end.start(), from + LOOKED_AT);
      boolean isKey =
          begins
              || end.start() - from <= TOO_SHORT_TO_TELL
              || BODY.matcher(text).region(from, looked).find();
      return new Span(at, isKey ? end.end() : from);
    }
    if (ESCAPED_LINE_END.matcher(text).region(from, to).lookingAt()) {
      // The lines are seen where the escapes are not.
      return null;
    }
    return new Span(at, begins ? endOfLines(text, from, to) : from);
  }

  private static int endOfLines(String text, int from, int to) {
    int last = from;
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && text.charAt(end) != '\n') {
        end++;
      }
      if (!isKeyLine(text, at, end)) {
        return Math.max(last, endOfRuns(text, at, end));
      }
      last = text.substring(at, end).isBlank() ? last : end;
      at = end + 1;
    }
    return to;
  }

  // A line may go on with something else, and a line end may be a blank.
  private static int endOfRuns(String text, int from, int to) {
    int end = 0;
    Matcher run = RUN.matcher(text).region(from, to);
    while (run.lookingAt()) {
      end = run.end();
      run.region(end, to);
    }
    return end;
  }

  /** Whether a stretch could be a line of a key. */
  static boolean isKeyLine(String text, int from, int to) {
    return KEY_LINE.matcher(text).region(from, to).matches();
  }

  /** Where the block ends that a text goes on with; -1 if it has no end. */
  static int endOf(String text) {
    Matcher end = END.matcher(text);
    return end.find() ? end.end() : -1;
  }

  /** Whether a stretch is a block without an end. */
  static boolean isOpen(String text, Span span) {
    int last = -1;
    Matcher head = ANY_HEAD.matcher(text).region(span.from(), span.to());
    while (head.find()) {
      last = head.end();
    }
    return last >= 0 && !END.matcher(text).region(last, span.to()).find();
  }
}
