package dev.threadbase.pipeline.stages.redact;

import org.jspecify.annotations.Nullable;

/** Which matches in a text count. */
interface Scope {

  /** All of them. */
  Scope WHOLE = (rule, text, found) -> found;

  /**
   * What of a match is to be replaced.
   *
   * @param rule the rule that matched
   * @param text the text before any replacement
   * @param found where it matched
   * @return a stretch of the match; null for nothing of it
   */
  @Nullable Span limit(Rule rule, String text, Span found);
}
