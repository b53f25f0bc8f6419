package dev.threadbase.conversation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a store knew a conversation when it was loaded.
 *
 * @param view what was loaded
 * @param leafId the last entry that was seen; null for an empty path
 * @param header what was stored about it: of a header that is saved, only what differs from this is
 *     written, so that a change by somebody else to another part of it stays
 */
public record StoredConversation(
    ConversationView view, @Nullable String leafId, ConversationHeader header) {

  /** Checks that view and header are there. */
  public StoredConversation {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(header, "header");
  }
}
