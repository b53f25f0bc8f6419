package dev.threadbase.context;

import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.CompactionRefused.Reason;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a context will be cut, and what the summary has to say. It holds for one head: when the
 * thread has another leaf, it is refused.
 *
 * @param leafId the leaf that it was made for
 * @param previousSummary the summary of the compaction before; null if there is none, or if the
 *     originals are summarised again
 * @param toSummarise the messages that are cut off, in order
 * @param firstKeptEntryId where the kept tail begins; null if nothing is kept
 * @param compactedThroughEntryId the last entry that is cut off
 * @param keptUserEntryIds users' messages before the tail that are kept word for word, in order
 * @param previousCompactionId the compaction before; null for none, or one without an id
 * @param generation how many compactions the path has with this one
 * @param tokensBefore the tokens of the context now
 * @param tokensKept the tokens of what is kept
 * @param request what was asked for
 */
public record CompactionPlan(
    String leafId,
    @Nullable String previousSummary,
    List<Message> toSummarise,
    @Nullable String firstKeptEntryId,
    String compactedThroughEntryId,
    List<String> keptUserEntryIds,
    @Nullable String previousCompactionId,
    int generation,
    long tokensBefore,
    long tokensKept,
    CompactionRequest request) {

  /** Copies the lists. */
  public CompactionPlan {
    toSummarise = List.copyOf(toSummarise);
    keptUserEntryIds = List.copyOf(keptUserEntryIds);
  }

  /**
   * The compaction as an entry.
   *
   * @param compactionId an id for it
   * @param summary what stands for the messages that are cut off
   * @throws CompactionRefused if the summary is blank, or so long that the context would be longer
   *     than the budget allows
   */
  public NewEntry entry(String compactionId, String summary) {
    if (WhiteSpace.trim(summary).isEmpty()) {
      throw new CompactionRefused(Reason.EMPTY_SUMMARY);
    }
    long after = tokensKept + TokenEstimate.of(summary);
    if (after > request.budget().contextTokens()) {
      throw new CompactionRefused(Reason.STILL_TOO_LARGE);
    }
    Compaction compaction =
        new Compaction(
            compactionId,
            previousCompactionId,
            compactedThroughEntryId,
            Checkpoint.SCHEMA,
            generation,
            compactionId,
            firstKeptEntryId,
            keptIds(),
            request.trigger(),
            request.reason(),
            "install",
            tokensBefore,
            after,
            null,
            null);
    Content content = Content.EMPTY.withCompaction(compaction).withSummary(summary);
    return NewEntry.of(EntryType.COMPACTION, content).inTurn(request.turnId());
  }

  /**
   * A compaction that names neither a beginning nor users keeps what was said last. One that means
   * to keep nothing names that instead: it is no user's message, so nothing is kept of it.
   */
  private List<String> keptIds() {
    return firstKeptEntryId == null && keptUserEntryIds.isEmpty()
        ? List.of(compactedThroughEntryId)
        : keptUserEntryIds;
  }

  @Override
  public String toString() {
    return "CompactionPlan[" + toSummarise.size() + " messages, before " + firstKeptEntryId + "]";
  }
}
