package dev.threadbase.conversation;

import java.util.Objects;

/**
 * An entry of a thread's journal, as its conversation sees it.
 *
 * @param entryId the entry
 * @param step what it means
 * @param onPath whether it is on the path of the leaf
 */
public record StoredStep(String entryId, ConversationStep step, boolean onPath) {

  /** Checks that both are there. */
  public StoredStep {
    Objects.requireNonNull(entryId, "entryId");
    Objects.requireNonNull(step, "step");
  }
}
