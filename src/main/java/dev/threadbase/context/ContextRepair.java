package dev.threadbase.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was mended in a context so that a provider accepts it. Nothing stored is changed
 * by it.
 *
 * @param kind what was done
 * @param entryId the entry that it was done to
 * @param toolCallId the call as it is stored; null if it is not about one
 */
public record ContextRepair(Kind kind, String entryId, @Nullable String toolCallId) {

  /** The kind of a message that stands for a result that never came. */
  public static final String INTERRUPTED_RESULT = "interrupted_result";

  /** The kind of a user's message that opens a context that would begin with the model. */
  public static final String OPENING = "opening";

  /** What is done. */
  public enum Kind {
    /** A result without a call was left out. */
    ORPHAN_RESULT_DROPPED,
    /** Another result of an answered call was left out. */
    DUPLICATE_RESULT_DROPPED,
    /** A call in a message that is not the model's was left out. */
    MISPLACED_CALL_DROPPED,
    /** What a tool's message says beside its results was left out. */
    MISPLACED_PART_DROPPED,
    /** A result stands in a tool's message right behind its batch of calls, not where it was. */
    RESULT_MOVED,
    /** A call without a result got one that says so. */
    RESULT_MADE,
    /** A call whose id is empty or taken has another id, and so has its result. */
    CALL_RENAMED,
    /** A message or a text with nothing in it was left out; a failed result has words instead. */
    EMPTY_DROPPED,
    /** More is kept than the compaction says, so that no turn or batch is torn by the cut. */
    CUT_MOVED,
    /** The user has the first word now. */
    OPENING_MADE
  }

  /** Checks that kind and entry are there. */
  public ContextRepair {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(entryId, "entryId");
  }
}
