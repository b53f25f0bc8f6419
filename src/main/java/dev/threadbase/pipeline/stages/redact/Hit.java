package dev.threadbase.pipeline.stages.redact;

/**
 * A secret that was found.
 *
 * @param rule the name of the rule that knew it
 * @param original the secret itself: neither to be logged nor stored
 * @param position where its replacement begins in the redacted text
 */
public record Hit(String rule, String original, int position) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Hit[" + rule + " at " + position + "]";
  }
}
