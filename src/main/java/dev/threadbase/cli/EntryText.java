package dev.threadbase.cli;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an entry says, as plain text. */
final class EntryText {

  private static final String CANONICAL = "{\"v\":";

  private EntryText() {}

  /** The content; empty when the payload is of another form than the library's own. */
  static Optional<Content> content(Entry entry) {
    if (!entry.payload().startsWith(CANONICAL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(entry.content());
    } catch (InvalidData foreign) {
      return Optional.empty();
    }
  }

  /** The text; null when there is none to be read. */
  static @Nullable String of(Entry entry) {
    return content(entry)
        .map(EntryText::of)
        .or(() -> LogText.of(entry).map(EntryText::of))
        .orElse(null);
  }

  private static @Nullable String of(Content content) {
    Message message = content.message();
    if (message != null) {
      return of(message.parts());
    }
    return content.summary() != null ? content.summary() : content.error();
  }

  /** Text parts follow each other directly, anything else stands on a line of its own. */
  static String of(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    boolean afterText = true;
    for (Part part : parts) {
      String said = of(part);
      if (!said.isEmpty()) {
        boolean isText = part instanceof Part.Text;
        boolean apart = text.length() > 0 && !(afterText && isText);
        text.append(apart ? "\n" : "").append(said);
        afterText = isText;
      }
    }
    return text.toString();
  }

  private static String of(Part part) {
    if (part instanceof Part.Text said) {
      return said.text();
    }
    if (part instanceof Part.ToolCall call) {
      return call.name() + " " + call.arguments();
    }
    if (part instanceof Part.ToolResult result) {
      return of(result.content());
    }
    return "";
  }

  /** What a person reads instead of parts that have no text. */
  static String withoutText(List<Part> parts) {
    return parts.stream()
        .map(EntryText::label)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String label(Part part) {
    if (part instanceof Part.Media media) {
      return "[" + media.mimeType() + "]";
    }
    if (part instanceof Part.Opaque opaque) {
      return "[" + opaque.kind() + "]";
    }
    return part instanceof Part.Reasoning ? "[reasoning]" : "";
  }
}
