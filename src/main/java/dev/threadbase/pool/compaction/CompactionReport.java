package dev.threadbase.pool.compaction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a compaction did.
 *
 * @param entryId the compaction's entry; null if there was nothing to compact
 * @param leaves how many summaries of messages were made
 * @param condensed how many summaries of summaries were made
 * @param tokensBefore the tokens of the context before
 * @param tokensAfter its tokens after
 * @param took how long it took, the summariser included
 */
public record CompactionReport(
    @Nullable String entryId,
    int leaves,
    int condensed,
    long tokensBefore,
    long tokensAfter,
    Duration took) {

  /** Whether anything was compacted. */
  public boolean isCompacted() {
    return entryId != null;
  }
}
