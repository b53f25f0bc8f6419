package dev.threadbase.conversation.export;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Markdown that no text of the conversation can break. */
final class SafeMarkdown {

  private static final String RULE = "---\n\n";

  private final Sink out;
  private final MarkdownOptions options;
  private final ToolNames toolNames = new ToolNames();

  SafeMarkdown(Sink out, MarkdownOptions options) {
    this.out = out;
    this.options = options;
  }

  void write(Conversation conversation) {
    header(conversation.header());
    TokenUsage tokens = UsageTotals.all(conversation);
    if (!tokens.equals(TokenUsage.NONE)) {
      put("- **Tokens:** ", tokens.inputTokens() + " in, " + tokens.outputTokens() + " out", "\n");
    }
    put("- **Messages:** ", Integer.toString(conversation.messages().size()), "\n\n", RULE);
    conversation.messages().forEach(this::message);
  }

  private void header(ConversationHeader header) {
    put("# ", heading(header.title(), "Conversation"), "\n\n");
    fact("Session", header.id());
    put("- **Created:** ", Shown.time(header.createdAt()), "\n");
    put("- **Updated:** ", Shown.time(header.updatedAt()), "\n");
    fact("Workspace", header.workspace());
    fact("Model", Shown.model(header.vendor(), header.endpoint(), header.model()));
  }

  private void fact(String what, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      put("- **", what, ":** ", MarkdownWords.name(value), "\n");
    }
  }

  private static String heading(String text, String otherwise) {
    String words = MarkdownWords.words(text);
    return words.isEmpty() ? otherwise : words;
  }

  private void message(Message message) {
    put("## ", heading(Shown.role(message.role()), "Message"), "\n\n");
    List<String> said = new ArrayList<>();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        said.add(text.text());
      } else if (shows(part)) {
        texts(said);
        part(part);
      }
    }
    texts(said);
    put(RULE);
  }

  private void part(Part part) {
    if (part instanceof Part.Reasoning thought) {
      put("> **Thought**\n>\n", TamedMarkdown.quoted(thought.text()), "\n");
    } else if (part instanceof Part.Media media) {
      media(media);
    } else if (part instanceof Part.ToolCall call) {
      toolNames.called(call);
      put("**Tool call** ", MarkdownWords.name(call.name()), id(call.id()), "\n\n");
      if (!call.arguments().isEmpty()) {
        put(MarkdownWords.fenced("json", call.arguments()), "\n");
      }
    } else if (part instanceof Part.ToolResult result) {
      result(result);
    } else if (part instanceof Part.Opaque opaque) {
      put("*Not shown:* a part of the kind ", MarkdownWords.name(opaque.kind()), "\n\n");
    }
  }

  private boolean shows(Part part) {
    return !(part instanceof Part.Reasoning thought)
        || (options.reasoning() && !thought.text().isBlank());
  }

  /** Writes the texts between two other parts. */
  private void texts(List<String> texts) {
    String all = TamedMarkdown.of(texts);
    texts.clear();
    if (!all.isBlank()) {
      put(all, all.endsWith("\n") ? "\n" : "\n\n");
    }
  }

  private void media(Part.Media media) {
    InlineImage image = options.images() ? InlineImage.of(media) : null;
    if (image != null) {
      put("![", image.mimeType(), "](", image.url(), ")\n\n");
      return;
    }
    put("*Not shown:* ", MarkdownWords.name(media.mimeType()));
    if (media.url() != null) {
      put(" at ", MarkdownWords.name(ShownText.peek(media.url())));
    }
    put("\n\n");
  }

  private void result(Part.ToolResult result) {
    String name = toolNames.of(result);
    String named = name == null ? "" : " " + MarkdownWords.name(name);
    put(result.error() ? "**Tool error**" : "**Tool result**", named, id(result.callId()), "\n\n");
    String output = new Message(Role.TOOL, result.content()).text();
    put(MarkdownWords.fenced("", output), "\n");
    result.content().stream()
        .filter(part -> !(part instanceof Part.Text) && shows(part))
        .forEach(this::part);
  }

  private static String id(String id) {
    return id.isEmpty() ? "" : " (" + MarkdownWords.name(id) + ")";
  }

  private void put(String... texts) {
    for (String text : texts) {
      out.append(text);
    }
  }
}
