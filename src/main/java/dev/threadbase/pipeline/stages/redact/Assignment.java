package dev.threadbase.pipeline.stages.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is known by the name it is given: only the value is replaced.
 *
 * @param lead the name from the keyword on, and what stands between it and the value
 * @param member the name of a member of a JSON object; found anywhere in it
 * @param quoted the form of a value in quotes; its group v is the secret
 * @param bare the form of a value without quotes; null if there is none
 */
record Assignment(Pattern lead, Pattern member, Pattern quoted, @Nullable Pattern bare)
    implements Finder {

  private static final String NAME_END = "\\\\*+[\"'`]?+\\]?+\\s{0,8}+";
  // =, :, :=, ==, =>, and a type between a name and its value.
  private static final String SIGN =
      "(?::\\s{0,4}+[A-Za-z]\\w{0,20}+\\s{0,4}+(?==))?+[:=]{1,3}+>?+\\s{0,8}+";
  private static final String QUOTES = "\"'`";
  // What a language may put before a string: f"...", rb"...".
  private static final Pattern PREFIX = Pattern.compile("[fFbBrRuU]{1,2}+(?=\\\\*+[\"'`])");
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "(?:[A-Za-z]{1,10}\\s)?+(?:\\$[A-Z_][A-Z0-9_]*+|\\$\\{[^}]*+\\}|\\{\\{[^}]*+\\}\\})");

  static Assignment of(String name, String quoted, @Nullable String bare) {
    return of(name, "(?:" + name + ")$", quoted, bare);
  }

  static Assignment of(String name, String member, String quoted, @Nullable String bare) {
    return of(name, SIGN, member, quoted, bare);
  }

  /** With another sign, such as the comma between two arguments. */
  static Assignment of(
      String name, String sign, String member, String quoted, @Nullable String bare) {
    return new Assignment(
        Pattern.compile("(?i:" + name + ")" + NAME_END + sign),
        Pattern.compile("(?i:" + member + ")"),
        Pattern.compile(quoted, Pattern.DOTALL),
        bare == null ? null : Pattern.compile(bare));
  }

  @Override
  public @Nullable Span find(View view, int at) {
    String text = view.text();
    Matcher name = lead.matcher(text).region(at, text.length()).useTransparentBounds(true);
    if (!name.lookingAt()) {
      return null;
    }
    int from = name.end();
    Matcher prefix = PREFIX.matcher(text).region(from, text.length());
    int quote = prefix.lookingAt() ? prefix.end() : from;
    while (quote < text.length() && text.charAt(quote) == '\\') {
      quote++;
    }
    if (quote == text.length()) {
      return null;
    }
    if (QUOTES.indexOf(text.charAt(quote)) >= 0) {
      return inQuotes(view, quote);
    }
    return bare == null ? null : secret(bare.matcher(text), from, text.length(), false);
  }

  @Override
  public @Nullable Span findInMember(String name, String value) {
    return member.matcher(name).find()
        ? secret(quoted.matcher(value), 0, value.length(), true)
        : null;
  }

  private @Nullable Span inQuotes(View view, int quote) {
    String text = view.text();
    int depth = view.backslashes(quote);
    int at = quote + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == text.charAt(quote) && !isInner(view.backslashes(at), depth)) {
        break;
      }
      if (c == '\n' && view.backslashes(at) == 0) {
        return torn(text, quote + 1, at);
      }
      at++;
    }
    if (at == text.length()) {
      return torn(text, quote + 1, at);
    }
    int end = at;
    while (at - end < depth && end > quote + 1 && text.charAt(end - 1) == '\\') {
      end--;
    }
    return isTemplate(text, quote, end) ? null : secret(quoted.matcher(text), quote + 1, end, true);
  }

  // What a program puts in later is not there yet.
  private static boolean isTemplate(String text, int quote, int end) {
    if (TEMPLATE.matcher(text).region(quote + 1, end).matches()
        || (isFormatted(text, quote) && Characters.find(text, '{', quote, end) < end)) {
      return true;
    }
    return text.charAt(quote) == '`'
        ? holdsVariable(text, quote, end)
        : text.startsWith("${", quote + 1) && quote + 1 < end && text.charAt(end - 1) == '}';
  }

  private static boolean isFormatted(String text, int quote) {
    int at = quote - 1;
    while (at > 0 && text.charAt(at) == '\\') {
      at--;
    }
    return at > 0
        && ("fF".indexOf(text.charAt(at)) >= 0
            || ("rR".indexOf(text.charAt(at)) >= 0 && "fF".indexOf(text.charAt(at - 1)) >= 0));
  }

  private static boolean holdsVariable(String text, int from, int to) {
    int at = from;
    while (at < to && !text.startsWith("${", at)) {
      at++;
    }
    return at < to;
  }

  // A quote that n backslashes lead opens a string. Within it, a quote that ends it has as many,
  // and one that the string holds has 2n + 1, and both have more by multiples of 2n + 2 where the
  // string holds backslashes before it.
  private static boolean isInner(int backslashes, int opening) {
    return (backslashes + 1) % (2 * (opening + 1)) == 0;
  }

  // Without the other quote, the value is one word.
  private @Nullable Span torn(String text, int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) > ' ' && QUOTES.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return secret(quoted.matcher(text), from, end, true);
  }

  private static @Nullable Span secret(Matcher matcher, int from, int to, boolean all) {
    matcher.region(from, to);
    boolean found = all ? matcher.matches() : matcher.lookingAt();
    return found ? new Span(matcher.start("v"), matcher.end("v")) : null;
  }
}
