package dev.threadbase.pipeline.stages.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A secret that no keyword tells of. */
record Search(Pattern form) implements Finder {

  @Override
  public @Nullable Span find(View view, int at) {
    Matcher matcher = form.matcher(view.text());
    return matcher.find(at) ? new Span(matcher.start(), matcher.end()) : null;
  }
}
