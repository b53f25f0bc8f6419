package dev.threadbase.cli;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.export.ConversationHtml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "html",
    description = {
      "Write a conversation as a page of HTML: one file to read or send, on a telephone as well.",
      "There is no script in it, and nothing that a browser would ask for on the network."
    })
final class HtmlCommand extends PaperCommand {

  @Option(
      names = "--full",
      description = "Every message, whatever checkpoints there are. The default.")
  private boolean full;

  @Option(names = "--context", description = "The last checkpoint and what came after it.")
  private boolean context;

  @Override
  void check() {
    if (full && context) {
      throw CommandFailed.usage("--full and --context are two extents: choose one");
    }
  }

  @Override
  String format() {
    return "html";
  }

  @Override
  ConversationView view() {
    return context ? ConversationView.CONTEXT : ConversationView.FULL;
  }

  @Override
  void write(Conversation conversation, Appendable target) {
    ConversationHtml.write(conversation, target);
  }
}
