package dev.threadbase.cli;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.export.ConversationMarkdown;
import dev.threadbase.conversation.export.MarkdownOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "markdown",
    description = {
      "Write a conversation as Markdown: as ggcode exports it, with the last checkpoint and what came after it.",
      "That escapes nothing. With --safe no text of the conversation can break the document, and tools have their names."
    })
final class MarkdownCommand extends PaperCommand {

  @Option(names = "--safe", description = "A document that no text can break.")
  private boolean safe;

  @Option(names = "--full", description = "Every message, whatever checkpoints there are.")
  private boolean full;

  @Option(names = "--reasoning", description = "With thoughts; needs --safe.")
  private boolean reasoning;

  @Option(names = "--images", description = "With images inside; needs --safe.")
  private boolean images;

  @Override
  void check() {
    if (!safe && (reasoning || images)) {
      throw CommandFailed.usage("thoughts and images are shown in the safe form alone: add --safe");
    }
  }

  @Override
  String format() {
    return "markdown";
  }

  @Override
  ConversationView view() {
    return full ? ConversationView.FULL : ConversationView.CONTEXT;
  }

  @Override
  void write(Conversation conversation, Appendable target) {
    MarkdownOptions form = safe ? MarkdownOptions.SAFE : MarkdownOptions.REFERENCE;
    MarkdownOptions options = form.withReasoning(reasoning).withImages(images);
    ConversationMarkdown.write(conversation, options, target);
  }
}
