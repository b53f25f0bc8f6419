package dev.threadbase.conversation.export;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import org.jspecify.annotations.Nullable;

/** The messages of a page, one after another. */
final class PageMessages {

  private final Page page;
  private final ToolNames toolNames = new ToolNames();
  private int count;

  PageMessages(Page page) {
    this.page = page;
  }

  void write(Message message) {
    String id = "m" + ++count;
    String role = Shown.role(message.role());
    page.open("article", "class", look(message), "id", id).line();
    page.open("h2").element("bdi", role.isBlank() ? "Message" : role).text(" ");
    page.element("a", String.valueOf(count), "href", "#" + id).close("h2").line();
    message.parts().forEach(this::part);
    page.close("article").line();
  }

  private static String look(Message message) {
    return switch (message.role().name()) {
      case "user", "assistant", "system", "tool" -> message.role().name();
      default -> "other";
    };
  }

  private void part(Part part) {
    if (part instanceof Part.Text text) {
      if (!text.text().isBlank()) {
        page.markdown(text.text());
      }
    } else if (part instanceof Part.Reasoning thought) {
      thought(thought);
    } else if (part instanceof Part.Media media) {
      media(media);
    } else if (part instanceof Part.ToolCall call) {
      call(call);
    } else if (part instanceof Part.ToolResult result) {
      result(result);
    } else if (part instanceof Part.Opaque opaque) {
      fold("opaque", "Another part", opaque.kind(), "");
      page.preformatted(opaque.json()).close("details").line();
    }
  }

  private void thought(Part.Reasoning thought) {
    if (thought.text().isBlank()) {
      note("A thought that its provider alone can read");
      return;
    }
    fold("thought", "Thought", null, thought.text());
    page.markdown(thought.text()).close("details").line();
  }

  private void call(Part.ToolCall call) {
    toolNames.called(call);
    fold("call", "Call of", call.name(), call.arguments());
    id(call.id());
    if (!call.arguments().isEmpty()) {
      page.preformatted(call.arguments());
    }
    page.close("details").line();
  }

  private void result(Part.ToolResult result) {
    String output = new Message(Role.TOOL, result.content()).text();
    String look = result.error() ? "result error" : "result";
    fold(look, result.error() ? "Error from" : "Answer of", toolNames.of(result), output);
    id(result.callId());
    page.preformatted(output);
    page.close("details").line();
    result.content().stream().filter(part -> !(part instanceof Part.Text)).forEach(this::part);
  }

  private void media(Part.Media media) {
    InlineImage image = InlineImage.of(media);
    if (image != null) {
      page.open("img", "src", image.url(), "alt", image.mimeType()).line();
      return;
    }
    page.open("p", "class", "note").text("Not shown: ").name(media.mimeType());
    if (media.url() != null) {
      page.text(" at ").name(ShownText.peek(media.url()));
    }
    page.close("p").line();
  }

  /** Opens what a reader can open, and shows how it begins. */
  private void fold(String look, String label, @Nullable String name, String content) {
    page.open("details", "class", look).open("summary").text(label + " ");
    if (name != null) {
      page.name(name).text(" ");
    }
    page.element("span", ShownText.peek(content), "class", "peek", "dir", "auto");
    page.close("summary").line();
  }

  private void id(String id) {
    if (!id.isEmpty()) {
      page.open("p", "class", "note").name(id).close("p").line();
    }
  }

  private void note(String text) {
    page.element("p", text, "class", "note").line();
  }
}
