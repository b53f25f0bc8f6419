package dev.threadbase.pipeline.stages.redact;

import org.jspecify.annotations.Nullable;

/** Which matches in a text count. */
interface Scope {

  /** All of them. */
  Scope WHOLE = (text, found) -> found;

  /**
   * What of a match is to be replaced.
   *
   * @param text the text before any replacement
   * @param found where a rule matched in it
   * @return a stretch of the match; null for nothing of it
   */
  @Nullable Span limit(String text, Span found);
}
