package dev.threadbase.pool.compaction;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compaction that is ready to be stored: the summaries are written. It holds for every head
 * behind the first message that it keeps, as long as no other compaction comes before it.
 *
 * @param id its id
 * @param previousId the compaction before; null for none
 * @param generation how many compactions the path has with this one
 * @param throughId the last entry that is cut off
 * @param firstKeptId where the kept tail begins
 * @param summaries what stands in front from now on
 * @param between what was made and went into others at once
 * @param leaves how many summaries of messages were made
 * @param condensed how many summaries of summaries were made
 * @param tokensBefore the tokens of the context before
 * @param tokensAfter its tokens after
 */
record Proposal(
    String id,
    @Nullable String previousId,
    int generation,
    String throughId,
    String firstKeptId,
    List<Summary> summaries,
    List<Summary> between,
    int leaves,
    int condensed,
    long tokensBefore,
    long tokensAfter) {

  private static final String SCHEMA = "threadbase.summaries.v1";

  /** Whether a compaction was written here. */
  static boolean isOurs(@Nullable Compaction compaction) {
    return compaction != null && SCHEMA.equals(compaction.summarySchemaVersion());
  }

  NewEntry entry(String trigger, String reason, String turnId) {
    Compaction compaction =
        new Compaction(
            id,
            previousId,
            throughId,
            SCHEMA,
            generation,
            id,
            firstKeptId,
            List.of(),
            trigger,
            reason,
            "install",
            tokensBefore,
            tokensAfter,
            null,
            null);
    Content content =
        Content.EMPTY
            .withCompaction(compaction)
            .withSummary(SummaryText.of(summaries))
            .withData(WindowJson.write(summaries, between));
    return NewEntry.of(EntryType.COMPACTION, content).inTurn(turnId).withId(id);
  }

  /** Only if the head is where it was seen; and once, however often it is tried. */
  AppendOptions at(String leafId) {
    return AppendOptions.DEFAULT.expectingLeaf(leafId).idempotently();
  }

  /** Whether it fits a context that was read later. */
  boolean fits(ContextWindow window) {
    String before = window.compactionId();
    boolean same = before == null ? previousId == null : before.equals(previousId);
    return same && window.holds(firstKeptId);
  }

  @Override
  public String toString() {
    return "Proposal[" + id + ", " + summaries.size() + " summaries]";
  }
}
