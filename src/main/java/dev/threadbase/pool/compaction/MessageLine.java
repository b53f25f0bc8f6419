package dev.threadbase.pool.compaction;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import java.util.stream.Collectors;

/** A message as a line of plain text: who speaks, what is said, which tools are called. */
final class MessageLine {

  private MessageLine() {}

  static String of(Message message) {
    String said = message.parts().stream().map(MessageLine::said).collect(Collectors.joining(" "));
    return "[" + message.role().name() + "] " + said;
  }

  private static String said(Part part) {
    if (part instanceof Part.Text text) {
      return text.text();
    }
    if (part instanceof Part.ToolCall call) {
      return "(calls " + call.name() + " " + call.arguments() + ")";
    }
    if (part instanceof Part.ToolResult result) {
      String text =
          result.content().stream().map(MessageLine::said).collect(Collectors.joining(" "));
      return (result.error() ? "(error) " : "") + text;
    }
    if (part instanceof Part.Media media) {
      return "(" + media.mimeType() + ")";
    }
    return "";
  }
}
