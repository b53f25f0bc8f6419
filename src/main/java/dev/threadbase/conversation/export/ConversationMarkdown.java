package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;

/** Conversations as Markdown. */
public final class ConversationMarkdown {

  private ConversationMarkdown() {}

  /**
   * A stored conversation as the reference exports it (ggcode session, ExportMarkdown): after a
   * checkpoint, its messages and what came later.
   *
   * @throws dev.threadbase.ThreadbaseException.ThreadNotFound if there is none, or nothing was said
   *     in it
   * @throws dev.threadbase.ThreadDeleted if it is deleted
   */
  public static String export(ConversationStore store, String id) {
    return of(store.load(id), MarkdownOptions.REFERENCE);
  }

  /** A conversation as one text. */
  public static String of(Conversation conversation, MarkdownOptions options) {
    StringBuilder text = new StringBuilder();
    write(conversation, options, text);
    return text.toString();
  }

  /**
   * Writes a conversation, message by message. The lines end with a line feed.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; some of it may have been
   */
  public static void write(Conversation conversation, MarkdownOptions options, Appendable out) {
    Sink sink = new Sink(out);
    switch (options.form()) {
      case REFERENCE -> new ReferenceMarkdown(sink).write(conversation);
      case SAFE -> new SafeMarkdown(sink, options).write(conversation);
    }
  }
}
