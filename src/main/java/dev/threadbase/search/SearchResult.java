package dev.threadbase.search;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits the messages, the best first; of equal ones the newest, then by segment and position
 * @param complete whether everything that was said is in the index; if not, there may be more, and
 *     {@link MessageSearch#reindex} helps
 */
public record SearchResult(List<SearchHit> hits, boolean complete) {

  /** Copies the hits. */
  public SearchResult {
    hits = List.copyOf(hits);
  }
}
