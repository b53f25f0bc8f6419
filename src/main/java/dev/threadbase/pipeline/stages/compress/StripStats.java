package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.StageStats;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link StripStage} counted. Every entry that went in came out.
 *
 * @param flow what went in and came out
 * @param counts every counter
 */
public record StripStats(EntryFlow flow, Map<Count, Long> counts) implements StageStats {

  /** What is counted beside the flow. The figures have these names in lower case. */
  public enum Count {
    /** Entries whose characters were composed. */
    NFC_NORMALIZED,
    /** Entries that lost invisible characters, or had hard blanks. */
    ZERO_WIDTH_STRIPPED,
    /** Entries whose white space changed. */
    WHITESPACE_CANONICALIZED,
    /** Stop words taken out of thinking. */
    STOP_WORDS_REMOVED,
    /** Words in thinking that gave way to shorter ones. */
    SYNONYMS_SUBSTITUTED,
    /** Blocks of thinking cut to their first sentence. */
    THINKING_BLOCKS_TRIMMED,
    /** Blocks of thinking taken out. */
    THINKING_BLOCKS_DROPPED
  }

  /** Completes the counters. */
  public StripStats {
    counts = Counts.complete(Count.class, counts);
  }

  /** One counter. */
  public long count(Count wanted) {
    return counts.getOrDefault(wanted, 0L);
  }

  /** The bytes saved. */
  public Reduction reduction() {
    return flow.reduction();
  }

  /** The tokens saved, as estimated. */
  public Reduction tokenReduction() {
    return flow.tokenReduction();
  }

  /** The sums of both. */
  public StripStats plus(StripStats other) {
    return new StripStats(flow.plus(other.flow), Counts.sum(counts, other.counts));
  }

  @Override
  public Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    flow.addTo(figures);
    Counts.addTo(figures, counts);
    figures.put("oversize_passed", flow.oversizePassed());
    return figures;
  }
}
