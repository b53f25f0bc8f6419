package dev.threadbase.pipeline.stages.redact;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text without its secrets.
 *
 * @param text what is left
 * @param hits what was found, in the order of the rules; one that a later rule replaced together
 *     with what is around it is still there
 */
public record Redacted(String text, List<Hit> hits) {

  /** Copies the list. */
  public Redacted {
    hits = List.copyOf(hits);
  }

  /** The names of the rules that found something, in no particular order. */
  public Set<String> names() {
    return hits.stream().map(Hit::rule).collect(Collectors.toUnmodifiableSet());
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Redacted[" + hits.size() + " hits]";
  }
}
