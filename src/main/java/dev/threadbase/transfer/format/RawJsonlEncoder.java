package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as lines of a raw session recording. A call waits for its answer, because one
 * line holds both; where an original goes on, it cannot wait and the answer is a line of its own.
 */
final class RawJsonlEncoder implements TranscriptEncoder {

  /** Ids that the reader made, which no line has to hold. */
  private static final Pattern MADE = Pattern.compile("((run-\\d+-)?seq|line)-\\d+(#\\d+)*");

  private final ThreadMeta thread;
  private final Losses losses;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private boolean isNew;
  private long written;
  private int linesOfEntry;

  RawJsonlEncoder(ThreadMeta thread, Losses losses) {
    this.thread = thread;
    this.losses = losses;
  }

  private record Waiting(RawJsonlLine line, @Nullable String eid) {}

  @Override
  public List<String> begin() {
    isNew = true;
    return List.of(RawJsonlHeader.write(thread));
  }

  @Override
  public List<String> lines(Entry entry) {
    Content content = entry.content();
    List<String> lines = new ArrayList<>();
    linesOfEntry = 0;
    String kept = KeptLine.of(content, RawJsonlFormat.NAME);
    if (kept != null) {
      giveUpWaiting(lines);
      written++;
      lines.add(kept);
      return lines;
    }
    Message message = content.message();
    if (message == null) {
      losses.entry(entry);
      return lines;
    }
    if (isOwn(message)) {
      giveUpWaiting(lines);
      add(lines, entry, ownLine(content, entry.createdAt()));
    } else {
      translate(entry, content, message, lines);
    }
    return lines;
  }

  /** Whether a message is what one line of a recording is read as. */
  private static boolean isOwn(Message message) {
    List<Part> parts = message.parts();
    boolean tool =
        message.role().equals(Role.ASSISTANT)
            && parts.size() > 1
            && parts.get(parts.size() - 1) instanceof Part.ToolResult result
            && parts.get(parts.size() - 2) instanceof Part.ToolCall call
            && call.id().equals(result.callId())
            && parts.subList(0, parts.size() - 2).stream().allMatch(Part.Text.class::isInstance);
    return tool || parts.stream().allMatch(Part.Text.class::isInstance);
  }

  /** The line of such a message. */
  static RawJsonlLine ownLine(Content content, Instant time) {
    Message message = content.message();
    List<Part> parts = message == null ? List.of() : message.parts();
    String text = RawJsonlMessages.text(parts);
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (parts.get(i) instanceof Part.ToolCall call
          && parts.get(i + 1) instanceof Part.ToolResult result) {
        return RawJsonlMessages.called(text, call, content, time)
            .answered(RawJsonlMessages.text(result.content()), result.error());
      }
    }
    Role role = message == null ? Role.SYSTEM : message.role();
    return RawJsonlMessages.said(type(role), text, content, time);
  }

  private static String type(Role role) {
    return role.equals(Role.USER) || role.equals(Role.ASSISTANT) ? role.name() : "system";
  }

  private void translate(Entry entry, Content content, Message message, List<String> lines) {
    boolean answers = message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
    if (!answers) {
      giveUpWaiting(lines);
    }
    String text = message.text();
    if (!text.isEmpty() || !(answers || calls(message))) {
      add(
          lines,
          entry,
          RawJsonlMessages.said(type(message.role()), text, content, entry.createdAt()));
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        call(entry, RawJsonlMessages.called("", call, content, entry.createdAt()), call, lines);
      } else if (part instanceof Part.ToolResult result) {
        answer(entry, content, result, lines);
      }
    }
  }

  private static boolean calls(Message message) {
    return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  private void call(Entry entry, RawJsonlLine line, Part.ToolCall call, List<String> lines) {
    if (!isNew) {
      lines.add(line.json(seq(entry), eid(call.id())));
      return;
    }
    Waiting before = waiting.put(call.id(), new Waiting(line, eid(call.id())));
    if (before != null) {
      add(lines, before);
    }
  }

  private void answer(Entry entry, Content content, Part.ToolResult result, List<String> lines) {
    Waiting call = waiting.remove(result.callId());
    if (call == null) {
      add(lines, entry, RawJsonlMessages.answeredOnly(result, content, entry.createdAt()));
    } else {
      String output = RawJsonlMessages.text(result.content());
      add(lines, new Waiting(call.line.answered(output, result.error()), call.eid));
    }
  }

  private void giveUpWaiting(List<String> lines) {
    waiting.values().forEach(call -> add(lines, call));
    waiting.clear();
  }

  private void add(List<String> lines, Waiting call) {
    lines.add(call.line.json(written++, call.eid));
  }

  private void add(List<String> lines, Entry entry, RawJsonlLine line) {
    linesOfEntry++;
    String eid = linesOfEntry == 1 ? entry.id() : entry.id() + "#" + linesOfEntry;
    lines.add(line.json(seq(entry), eid(eid)));
  }

  /** A number behind an original is that of the entry in its thread. */
  private long seq(Entry entry) {
    long next = written++;
    return isNew ? next : entry.ordinal();
  }

  /** A line that calls a tool has the call's id, which is the entry's for a reader. */
  private static @Nullable String eid(String id) {
    return id.isEmpty() || MADE.matcher(id).matches() ? null : id;
  }

  @Override
  public List<String> end() {
    List<String> lines = new ArrayList<>();
    if (isNew) {
      giveUpWaiting(lines);
      String footer = RawJsonlHeader.footer(thread, written);
      if (footer != null) {
        lines.add(footer);
      }
    }
    return lines;
  }
}
