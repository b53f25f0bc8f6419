package dev.threadbase.pipeline.stages.redact;

import org.jspecify.annotations.Nullable;

/**
 * A password, unless it is the working directory, which is called pwd too.
 *
 * @param form how a password is given
 */
record Password(Assignment form) implements Finder {

  private static final String AMBIGUOUS = "pwd";

  @Override
  public @Nullable Span find(View view, int at) {
    Span found = form.find(view, at);
    boolean ambiguous = view.text().regionMatches(true, at, AMBIGUOUS, 0, AMBIGUOUS.length());
    return found != null && ambiguous && isPath(view.text(), found) ? null : found;
  }

  @Override
  public @Nullable Span findInMember(String name, String value) {
    Span found = form.findInMember(name, value);
    int begin = name.length() - AMBIGUOUS.length();
    boolean ambiguous = name.regionMatches(true, begin, AMBIGUOUS, 0, AMBIGUOUS.length());
    return found != null && ambiguous && isPath(value, found) ? null : found;
  }

  private static boolean isPath(String text, Span value) {
    char first = text.charAt(value.from());
    return first == '/' || first == '~';
  }
}
