package dev.threadbase.pipeline.stages.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is known by its own form.
 *
 * @param lead how many characters before the keyword belong to it
 * @param form all of it. Every quantifier is possessive, so that matching goes neither back nor
 *     deep. What has no longest length is followed by nothing that could refuse it, or begins where
 *     no keyword within it can: otherwise it would be walked over once for each of them.
 */
record Token(int lead, Pattern form) implements Finder {

  static Token of(String form) {
    return new Token(0, Pattern.compile(form));
  }

  @Override
  public @Nullable Span find(View view, int at) {
    String text = view.text();
    int from = at - lead;
    if (from < 0 || !Characters.isStart(text, from)) {
      return null;
    }
    Matcher matcher =
        form.matcher(text)
            .region(from, text.length())
            .useTransparentBounds(true)
            .useAnchoringBounds(false);
    return matcher.lookingAt() ? new Span(from, matcher.end()) : null;
  }
}
