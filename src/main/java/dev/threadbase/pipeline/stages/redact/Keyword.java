package dev.threadbase.pipeline.stages.redact;

/**
 * A word without which a rule cannot match.
 *
 * @param word the word, ASCII; in lower case if the case is not looked at
 * @param anyCase whether the case is not looked at
 */
record Keyword(String word, boolean anyCase) {

  static Keyword exact(String word) {
    return new Keyword(word, false);
  }

  static Keyword anyCase(String word) {
    return new Keyword(word, true);
  }
}
