package dev.threadbase.conversation;

/** What of a conversation is loaded. All of it is stored whichever is chosen. */
public enum ConversationView {
  /**
   * The messages that a model goes on from: those of the last checkpoint and every one after it.
   * Tokens, metrics, events and cost are all there.
   */
  CONTEXT,

  /** Every message of the path, as if there had been no checkpoint; the rest as before. */
  FULL,

  /**
   * What ggcode v1.3.61 loads: the messages of the last checkpoint, and of messages, tokens,
   * metrics, events and cost alike what came after it (ggcode session, section 5).
   */
  REFERENCE
}
