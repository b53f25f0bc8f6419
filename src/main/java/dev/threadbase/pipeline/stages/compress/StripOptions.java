package dev.threadbase.pipeline.stages.compress;

import java.util.Objects;

/**
 * How much is stripped.
 *
 * @param thinking what is left of a block of thinking
 * @param synonyms whether long words in thinking give way to short ones
 */
public record StripOptions(Thinking thinking, boolean synonyms) {

  /** What is done to {@code <thinking>} blocks. */
  public enum Thinking {
    /** They lose their stop words. */
    NONE,
    /** They keep their first sentence; those that have only one lose their stop words. */
    FIRST_SENTENCE,
    /** They go, with their tags. */
    ALL
  }

  /** Stop words only. */
  public static final StripOptions DEFAULT = new StripOptions(Thinking.NONE, false);

  /** Checks that the choice is there. */
  public StripOptions {
    Objects.requireNonNull(thinking, "thinking");
  }

  /** With another choice about thinking. */
  public StripOptions withThinking(Thinking value) {
    return new StripOptions(value, synonyms);
  }

  /** With short words for long ones, or without. */
  public StripOptions withSynonyms(boolean value) {
    return new StripOptions(thinking, value);
  }
}
