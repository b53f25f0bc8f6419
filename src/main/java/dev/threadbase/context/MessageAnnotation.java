package dev.threadbase.context;

import dev.threadbase.thread.EntryType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a message of a context comes from (floret session tree, projected segment).
 *
 * @param entryId the entry that it stands for; for a synthetic result that of its call, for a
 *     synthetic opening that of the message behind it
 * @param parentEntryId that entry's parent; null for a root
 * @param entryType that entry's type
 * @param role who speaks
 * @param kind {@code compaction_summary}, {@code control_signal}, {@link
 *     ContextRepair#INTERRUPTED_RESULT} or {@link ContextRepair#OPENING}; empty for a message as it
 *     is stored
 * @param toolCallId the first call, or the call that is answered first; null for none
 * @param toolName its tool; null for none
 * @param tokenEstimate its tokens, as {@link TokenEstimate} has them
 * @param artifacts for {@link ContextPurpose#UI}, where the whole of a cut result is
 * @param preview for {@link ContextPurpose#UI}, how the message begins; null for other purposes
 */
public record MessageAnnotation(
    String entryId,
    @Nullable String parentEntryId,
    EntryType entryType,
    String role,
    String kind,
    @Nullable String toolCallId,
    @Nullable String toolName,
    long tokenEstimate,
    List<ArtifactRef> artifacts,
    @Nullable String preview) {

  /** Copies the list. */
  public MessageAnnotation {
    artifacts = List.copyOf(artifacts);
  }

  @Override
  public String toString() {
    return "MessageAnnotation[" + entryId + ", " + entryType + ", " + role + "]";
  }
}
