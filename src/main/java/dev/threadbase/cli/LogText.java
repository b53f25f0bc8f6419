package dev.threadbase.cli;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Part;
import dev.threadbase.segment.ContentPart;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an entry of a log says, in the parts of messages. */
final class LogText {

  private static final Set<String> KINDS =
      Arrays.stream(LogEntry.Kind.values())
          .map(LogEntry.Kind::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private LogText() {}

  /** The parts; empty for what is no entry of a log, or cannot be read. */
  static Optional<List<Part>> of(Entry entry) {
    if (entry.type().equals(JournalForm.FORK)) {
      return LogWords.fork(entry.payload()).map(LogText::words);
    }
    if (!KINDS.contains(entry.type().name())) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(LogEntry.parse(entry.payload())));
    } catch (InvalidData unreadable) {
      return Optional.empty();
    }
  }

  private static List<Part> of(LogEntry entry) {
    return switch (entry.kind()) {
      case SEGMENT_START -> start((LogEntry.SegmentStart) entry);
      case INVOKE -> words("run begins: " + ((LogEntry.Invoke) entry).trigger().wireName());
      case USER_INPUT -> words(InputSegment.flatten(((LogEntry.UserInput) entry).segments()));
      case ASSISTANT_ITEM -> item(((LogEntry.AssistantItem) entry).item());
      case TOOL_RESULT -> item(((LogEntry.ToolResult) entry).item());
      case SYSTEM_ITEM -> words(((LogEntry.SystemEvent) entry).item().historyText());
      case TURN_END ->
          words("turn " + Long.toUnsignedString(((LogEntry.TurnEnd) entry).turnCount()));
      case RUN_COMPLETED -> words(LogWords.run((LogEntry.RunCompleted) entry));
      case RUN_ERRORED -> words(LogWords.run((LogEntry.RunErrored) entry));
      case CONFIG_CHANGED -> words(LogWords.config(((LogEntry.ConfigChanged) entry).config()));
      case LLM_USAGE -> words(LogWords.usage(((LogEntry.LlmUsage) entry).usage()));
      case EXTENSION -> extension((LogEntry.Extension) entry);
    };
  }

  /** Where it began, then what was said before, each message on a line of its own. */
  private static List<Part> start(LogEntry.SegmentStart start) {
    List<Part> parts = new ArrayList<>(words(LogWords.start(start)));
    for (LoggedItem item : start.history()) {
      if (item instanceof LoggedItem.Message message) {
        parts.addAll(words("\n" + message.role().wireName() + ": "));
      }
      parts.addAll(item(item));
    }
    return parts;
  }

  private static List<Part> item(LoggedItem item) {
    if (item instanceof LoggedItem.Message message) {
      return message.content().stream().map(LogText::part).toList();
    }
    if (item instanceof LoggedItem.ToolCall call) {
      return List.of(new Part.ToolCall(call.callId(), call.name(), call.arguments()));
    }
    if (item instanceof LoggedItem.ToolResult result) {
      String said = result.content() == null ? result.summary() : result.content();
      return List.of(new Part.ToolResult(result.callId(), null, words(said), result.error()));
    }
    LoggedItem.Reasoning thought = (LoggedItem.Reasoning) item;
    return List.of(
        new Part.Reasoning(thought.text(), thought.signature(), thought.encryptedContent()));
  }

  private static Part part(ContentPart part) {
    return new Part.Text(
        part instanceof ContentPart.Text text
            ? text.text()
            : ((ContentPart.Refusal) part).refusal());
  }

  private static List<Part> extension(LogEntry.Extension extension) {
    return words(extension.domain() + " " + extension.payload());
  }

  private static List<Part> words(String words) {
    return List.of(new Part.Text(words));
  }
}
