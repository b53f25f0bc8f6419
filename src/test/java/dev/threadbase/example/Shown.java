package dev.threadbase.example;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.RunnerEvent;
import dev.threadbase.pool.RunnerEvent.ToolUse;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** What a person sees of a chat and of a message. */
final class Shown {

  private Shown() {}

  /** Prints an answer while it comes. */
  static void print(Chat chat, PrintWriter out) {
    for (ChatEvent event : chat) {
      out.print(text(event));
      out.flush();
    }
    out.println();
  }

  private static String text(ChatEvent event) {
    if (event instanceof RunnerEvent.Text text) {
      return text.text();
    }
    if (event instanceof ToolUse tool) {
      return tool.state() == ToolUse.State.RUNNING
          ? "\n[%s: %s]\n".formatted(tool.tool(), tool.input())
          : "";
    }
    if (event instanceof ChatEvent.Compacted compacted) {
      return "[%d summaries stand for what was said before]\n"
          .formatted(compacted.report().leaves() + compacted.report().condensed());
    }
    if (event instanceof ChatEvent.NotStored) {
      return "\n[the database does not answer; this is kept and tried again]\n";
    }
    if (event instanceof ChatEvent.Skipped) {
      return "\n[something is missing here; /history has it]\n";
    }
    if (event instanceof ChatEvent.Ended ended && ended.end() != ChatEnd.COMPLETED) {
      return "\n[%s: what was said until here is stored]".formatted(ended.end());
    }
    return "";
  }

  /** A message in one line. */
  static String line(Message message) {
    return message.role().name()
        + ": "
        + message.parts().stream().map(Shown::text).collect(Collectors.joining(" "));
  }

  private static String text(Part part) {
    if (part instanceof Part.Text text) {
      return text.text();
    }
    if (part instanceof Part.ToolCall call) {
      return "[calls " + call.name() + "]";
    }
    if (part instanceof Part.ToolResult result) {
      return result.content().stream().map(Shown::text).collect(Collectors.joining(" "));
    }
    return "[" + part.getClass().getSimpleName() + "]";
  }
}
