package dev.threadbase.conversation.export;

import java.util.Objects;

/**
 * How a conversation is written as Markdown.
 *
 * @param form whose layout
 * @param reasoning whether thoughts are shown
 * @param images whether images are inside, as data URLs; otherwise a line stands for each
 */
public record MarkdownOptions(Form form, boolean reasoning, boolean images) {

  /** The layouts. */
  public enum Form {
    /**
     * What ggcode v1.3.61 exports, byte for byte (ggcode session, section 8). It escapes nothing: a
     * title of two lines, or an answer with a fence inside, breaks the document.
     */
    REFERENCE,

    /**
     * A document that no text of the conversation can break: its headings of the second level are
     * its messages, each fence is longer than what it holds, and there is no raw HTML in it.
     */
    SAFE
  }

  /** The reference's export. */
  public static final MarkdownOptions REFERENCE = new MarkdownOptions(Form.REFERENCE, false, false);

  /** The safe document, without thoughts, and with a line in place of each image. */
  public static final MarkdownOptions SAFE = new MarkdownOptions(Form.SAFE, false, false);

  /**
   * Checks that the form can show what is asked for.
   *
   * @throws IllegalArgumentException if the reference's form is to show thoughts or images
   */
  public MarkdownOptions {
    Objects.requireNonNull(form, "form");
    if (form == Form.REFERENCE && (reasoning || images)) {
      throw new IllegalArgumentException("the reference's form shows no thoughts and no images");
    }
  }

  /** With thoughts, or without. */
  public MarkdownOptions withReasoning(boolean value) {
    return new MarkdownOptions(form, value, images);
  }

  /** With images inside, or with a line in place of each. */
  public MarkdownOptions withImages(boolean value) {
    return new MarkdownOptions(form, reasoning, value);
  }
}
