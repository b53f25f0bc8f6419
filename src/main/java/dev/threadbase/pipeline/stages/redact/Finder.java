package dev.threadbase.pipeline.stages.redact;

import org.jspecify.annotations.Nullable;

/** How a rule knows a secret. It takes time in proportion to what it looks at, and no stack. */
interface Finder {

  /**
   * The secret at a keyword of the rule; for a rule without keywords, the next one from there on.
   *
   * @return what is to be replaced; null if there is no secret
   */
  @Nullable Span find(View view, int at);

  /** The secret in the value of a member of a JSON object, if its name tells that it is one. */
  default @Nullable Span findInMember(String name, String value) {
    return null;
  }
}
