package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.StageStats;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link CompressStage} counted. No entry is lost: what came out is what came in without the
 * entries that {@link #dropped} counts.
 *
 * @param flow what went in and came out
 * @param counts every counter
 */
public record CompressStats(EntryFlow flow, Map<Count, Long> counts) implements StageStats {

  /** What is counted beside the flow. The figures have these names in lower case. */
  public enum Count {
    /** Runs of tools that were met, whether a mark took their place or nothing did. */
    TOOLS_MARKED,
    /** Runs of tools that the mark before them counts. */
    TOOLS_BATCHED,
    /**
     * System entries left out. The reference counts tools without a description here too; they have
     * a counter of their own, {@link #TOOLS_DROPPED}, so that each reason has one and the sum of
     * both is the reference's figure.
     */
    SYSTEM_DROPPED,
    /** Headers left out. */
    HEADER_DROPPED,
    /** Fields that lost terminal control sequences. */
    ANSI_STRIPPED,
    /** Fields that lost overwritten frames of a progress display. */
    PROGRESS_COLLAPSED,
    /** Fields that lost images. */
    IMAGES_ELIDED,
    /** File reads that were cut. */
    LARGE_READS_ELIDED,
    /** Reminders that became references. */
    REMINDERS_DEDUPED,
    /** Tool results that became references. */
    TOOL_RESULTS_REFD,
    /** Runs of tools left out because nothing says what they were for. */
    TOOLS_DROPPED
  }

  /** Completes the counters. */
  public CompressStats {
    counts = Counts.complete(Count.class, counts);
  }

  /** One counter. */
  public long count(Count wanted) {
    return counts.getOrDefault(wanted, 0L);
  }

  /** How many entries have no line of their own any more. */
  public long dropped() {
    return count(Count.SYSTEM_DROPPED)
        + count(Count.HEADER_DROPPED)
        + count(Count.TOOLS_BATCHED)
        + count(Count.TOOLS_DROPPED);
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
  public CompressStats plus(CompressStats other) {
    return new CompressStats(flow.plus(other.flow), Counts.sum(counts, other.counts));
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
