package dev.threadbase.lineage;

import dev.threadbase.thread.ThreadMeta;
import java.util.List;

/**
 * A whole session: its segments, parents before children and older before newer, and its threads,
 * oldest first.
 *
 * @param sessionId the session
 * @param segments the segments
 * @param threads the threads that exist
 */
public record SessionTree(String sessionId, List<SegmentNode> segments, List<ThreadMeta> threads) {

  /** Copies both lists. */
  public SessionTree {
    segments = List.copyOf(segments);
    threads = List.copyOf(threads);
  }
}
