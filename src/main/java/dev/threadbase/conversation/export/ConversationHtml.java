package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;

/**
 * Conversations as pages of HTML: one file that needs nothing beside it, on a screen of any width,
 * light or dark as the reader's device is.
 *
 * <p>Texts are rendered as Markdown, answers of tools as they are. There is no script in a page and
 * nothing that asks for an address, and its content security policy forbids both. Links lead to web
 * and mail addresses alone; images are those that the conversation holds.
 */
public final class ConversationHtml {

  private ConversationHtml() {}

  /** A conversation as one text. */
  public static String of(Conversation conversation) {
    StringBuilder text = new StringBuilder();
    write(conversation, text);
    return text.toString();
  }

  /**
   * Writes a conversation, message by message.
   *
   * @param out where it goes; it must be stored and sent in UTF-8
   * @throws java.io.UncheckedIOException if it cannot be written; some of it may have been
   */
  public static void write(Conversation conversation, Appendable out) {
    Page page = new Page(new Sink(out));
    PageHead.write(page, conversation.header().title());
    page.open("body").line();
    PageSummary.write(page, conversation);
    page.open("main").line();
    PageMessages messages = new PageMessages(page);
    conversation.messages().forEach(messages::write);
    page.close("main").line().close("body").line().close("html").line();
  }
}
