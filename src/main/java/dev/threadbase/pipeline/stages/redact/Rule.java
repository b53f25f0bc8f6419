package dev.threadbase.pipeline.stages.redact;

import java.util.List;

/**
 * One kind of secret.
 *
 * @param name what it is called in figures
 * @param replacement what stands in its place
 * @param keywords the words of which one must be there; none if it must be looked for in every text
 * @param finder how it is known
 */
record Rule(String name, String replacement, List<Keyword> keywords, Finder finder) {

  @Override
  public String toString() {
    return "Rule[" + name + "]";
  }
}
