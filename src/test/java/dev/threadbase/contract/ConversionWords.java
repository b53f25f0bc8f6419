package dev.threadbase.contract;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** What is said on the path of a thread, in words that every format has. */
final class ConversionWords {

  private ConversionWords() {}

  /** The words, in order. */
  static List<String> of(Threadbase threadbase, String threadId) {
    List<Entry> path = threadbase.threads().path(threadId);
    boolean isLog = !path.isEmpty() && !path.get(0).payload().contains("\"v\":1");
    if (isLog) {
      UUID session = UUID.fromString(path.get(0).sessionId());
      SegmentAddress address = new SegmentAddress(session, UUID.fromString(threadId));
      return threadbase.segments().readAll(address).stream()
          .flatMap(ConversionWords::ofLog)
          .toList();
    }
    return path.stream().map(Entry::content).flatMap(ConversionWords::of).toList();
  }

  private static Stream<String> of(Content content) {
    Stream<String> summary =
        content.summary() == null || content.summary().isEmpty()
            ? Stream.of()
            : Stream.of("text " + content.summary());
    Message message = content.message();
    return message == null ? summary : Stream.concat(summary, parts(message.parts()));
  }

  private static Stream<String> parts(List<Part> parts) {
    List<String> words = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        words.add("text " + text.text());
      } else if (part instanceof Part.ToolCall call) {
        words.add("call " + call.id() + " " + call.name());
      } else if (part instanceof Part.ToolResult result) {
        String text = String.join("", parts(result.content()).toList());
        words.add("result " + result.callId() + " " + text);
      } else if (part instanceof Part.Reasoning thought && !thought.text().isEmpty()) {
        words.add("thought " + thought.text());
      }
    }
    return words.stream();
  }

  private static Stream<String> ofLog(LogEntry entry) {
    if (entry instanceof LogEntry.SegmentStart start) {
      Stream<String> prompt = Stream.ofNullable(start.systemPrompt()).map(text -> "text " + text);
      return Stream.concat(prompt, start.history().stream().flatMap(ConversionWords::item));
    }
    if (entry instanceof LogEntry.SystemEvent event) {
      return Stream.of("text " + event.item().historyText());
    }
    if (entry instanceof LogEntry.UserInput input) {
      return Stream.of("text " + InputSegment.flatten(input.segments()));
    }
    if (entry instanceof LogEntry.AssistantItem assistant) {
      return item(assistant.item());
    }
    return entry instanceof LogEntry.ToolResult result ? item(result.item()) : Stream.of();
  }

  private static Stream<String> item(LoggedItem item) {
    if (item instanceof LoggedItem.Message message) {
      return message.content().stream()
          .map(
              part ->
                  part instanceof dev.threadbase.segment.ContentPart.Text text
                      ? "text " + text.text()
                      : "text " + ((dev.threadbase.segment.ContentPart.Refusal) part).refusal());
    }
    if (item instanceof LoggedItem.ToolCall call) {
      return Stream.of("call " + call.callId() + " " + call.name());
    }
    if (item instanceof LoggedItem.ToolResult result) {
      String text = Objects.requireNonNullElse(result.content(), result.summary());
      return Stream.of("result " + result.callId() + " text " + text);
    }
    String thought = ((LoggedItem.Reasoning) item).text();
    return thought.isEmpty() ? Stream.of() : Stream.of("thought " + thought);
  }

  /** Whether some words are others with nothing but gaps between them. */
  static boolean isPartOf(List<String> words, List<String> others) {
    Iterator<String> rest = others.iterator();
    return words.stream()
        .allMatch(
            word -> {
              while (rest.hasNext()) {
                if (rest.next().equals(word)) {
                  return true;
                }
              }
              return false;
            });
  }
}
