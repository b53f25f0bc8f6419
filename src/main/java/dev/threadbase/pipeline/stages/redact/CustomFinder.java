package dev.threadbase.pipeline.stages.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** What a custom rule looks for. */
sealed interface CustomFinder extends Finder {

  /** A text, letter by letter. */
  record Literal(String sought) implements CustomFinder {

    @Override
    public @Nullable Span find(View view, int at) {
      int from = view.text().indexOf(sought, at);
      return from < 0 ? null : new Span(from, from + sought.length());
    }

    @Override
    public String toString() {
      return "Literal";
    }
  }

  /**
   * A regular expression, by an engine that takes time in proportion to the text, whatever the
   * expression. What matches without a character is no match.
   */
  record Expression(Pattern pattern) implements CustomFinder {

    @Override
    public @Nullable Span find(View view, int at) {
      Matcher matcher = pattern.matcher(view.text());
      int from = at;
      while (from <= view.text().length() && matcher.find(from)) {
        if (matcher.end() > matcher.start()) {
          return new Span(matcher.start(), matcher.end());
        }
        from = matcher.end() + 1;
      }
      return null;
    }

    @Override
    public String toString() {
      return "Expression";
    }
  }
}
