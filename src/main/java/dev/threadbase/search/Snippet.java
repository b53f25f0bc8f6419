package dev.threadbase.search;

import java.util.List;

/**
 * The part of a text where a search found most.
 *
 * @param text the part, of about {@value SnippetMaker#LENGTH} code points; line breaks and tabs are
 *     spaces, everything else is as it was said
 * @param matches what was found in it, in order; ranges never overlap
 * @param cutBefore whether something of the text comes before
 * @param cutAfter whether something of the text comes behind
 */
public record Snippet(String text, List<Range> matches, boolean cutBefore, boolean cutAfter) {

  /**
   * A range of the snippet's text.
   *
   * @param start where it begins, in characters of Java
   * @param end where it ends, exclusive
   */
  public record Range(int start, int end) {}

  /** Copies the ranges. */
  public Snippet {
    matches = List.copyOf(matches);
  }

  /** The part of a text where the terms of a query occur best; its beginning if none does. */
  public static Snippet of(String text, List<SearchTerm> terms) {
    return new SnippetMaker(text, terms).make();
  }

  @Override
  public String toString() {
    return "Snippet[" + text.length() + " chars, " + matches.size() + " matches]";
  }
}
