package dev.threadbase.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something about the tool calls of a path that a provider would refuse.
 *
 * @param kind what is wrong
 * @param entryId the entry with the call or the result
 * @param toolCallId the id of the call
 * @param toolName the tool; null if the record does not say
 */
public record ToolCallProblem(
    Kind kind, String entryId, String toolCallId, @Nullable String toolName) {

  /** What can be wrong. */
  public enum Kind {
    /** A call without a result. */
    DANGLING_CALL,
    /** A result without a call before it. */
    ORPHAN_RESULT,
    /** Another result of a call that was answered before. */
    DUPLICATE_RESULT,
    /** A call with the id of an earlier call. */
    DUPLICATE_CALL_ID
  }

  /** Checks that what names the place is there. */
  public ToolCallProblem {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(entryId, "entryId");
    Objects.requireNonNull(toolCallId, "toolCallId");
  }
}
