package dev.threadbase.cli;

import dev.threadbase.search.SearchHit;
import dev.threadbase.search.Snippet.Range;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that was found, as {@code --json} prints it; the components are the names, in their
 * order. The matches are pairs of offsets in the snippet, counted in UTF-16 units.
 */
record HitLine(
    String threadId,
    @Nullable String title,
    @Nullable String workspace,
    String sessionId,
    String entryId,
    String segmentId,
    long seq,
    @Nullable String role,
    Instant createdAt,
    double score,
    String snippet,
    List<List<Integer>> matches) {

  static HitLine of(SearchHit hit) {
    return new HitLine(
        hit.threadId(),
        hit.title(),
        hit.workspace(),
        hit.sessionId(),
        hit.entryId(),
        hit.segmentId(),
        hit.seq(),
        hit.role(),
        hit.createdAt(),
        hit.score(),
        hit.snippet().text(),
        hit.snippet().matches().stream().map(HitLine::pair).toList());
  }

  private static List<Integer> pair(Range range) {
    return List.of(range.start(), range.end());
  }
}
