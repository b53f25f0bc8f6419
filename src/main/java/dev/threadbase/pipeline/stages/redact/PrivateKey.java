package dev.threadbase.pipeline.stages.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key in PEM: the whole block with its body, whatever the line ends are written as. A
 * block without an end goes to the next block or to the end of the text, unless nothing behind its
 * head looks like a key.
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
  private static final Pattern BODY = Pattern.compile("[A-Za-z0-9+/=]{20}");
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
    int next = text.indexOf(BEGIN.word(), first.end());
    int to = next < 0 ? text.length() : next;
    Matcher end = END.matcher(text).region(first.end(), to);
    if (end.find()) {
      return new Span(at, end.end());
    }
    int looked = Math.min(to, first.end() + LOOKED_AT);
    boolean hasBody =
        to - first.end() <= TOO_SHORT_TO_TELL
            || BODY.matcher(text).region(first.end(), looked).find();
    return new Span(at, hasBody ? to : first.end());
  }

  /** Where the block ends that a text begins with or goes on with; -1 if it has no end. */
  static int endOf(String text, int from) {
    Matcher end = END.matcher(text).region(from, text.length());
    return end.find() ? end.end() : -1;
  }

  /** Whether a stretch is a block without an end. */
  static boolean isOpen(String text, Span span) {
    int last = -1;
    Matcher head = ANY_HEAD.matcher(text).region(span.from(), span.to());
    while (head.find()) {
      last = head.end();
    }
    return last >= 0 && endOf(text.substring(0, span.to()), last) < 0;
  }
}
