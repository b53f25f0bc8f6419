package dev.threadbase.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a context is to be compacted.
 *
 * @param budget what may stay
 * @param originals whether the summary is made of every message of the path, not of the last
 *     summary and what came after it
 * @param trigger what asks for it, for example {@code manual}, {@code pre_request}, {@code
 *     context_overflow}
 * @param reason why, for example {@code manual}, {@code threshold}
 * @param turnId the turn that it belongs to; null for none
 * @param compactionId the compaction's id, and that of its entry; null to have one made
 */
public record CompactionRequest(
    CompactionBudget budget,
    boolean originals,
    String trigger,
    String reason,
    @Nullable String turnId,
    @Nullable String compactionId) {

  /** Asked for by a person, with the usual budget. */
  public static final CompactionRequest MANUAL =
      new CompactionRequest(CompactionBudget.DEFAULT, false, "manual", "manual", null, null);

  /** Checks that all but the turn is there. */
  public CompactionRequest {
    Objects.requireNonNull(budget, "budget");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(reason, "reason");
  }

  /** With another budget. */
  public CompactionRequest within(CompactionBudget value) {
    return new CompactionRequest(value, originals, trigger, reason, turnId, compactionId);
  }

  /** Reading every message of the path again. */
  public CompactionRequest fromOriginals() {
    return new CompactionRequest(budget, true, trigger, reason, turnId, compactionId);
  }

  /** In a turn. */
  public CompactionRequest inTurn(@Nullable String value) {
    return new CompactionRequest(budget, originals, trigger, reason, value, compactionId);
  }

  /** With an id of the caller's. */
  public CompactionRequest named(String value) {
    return new CompactionRequest(budget, originals, trigger, reason, turnId, value);
  }
}
