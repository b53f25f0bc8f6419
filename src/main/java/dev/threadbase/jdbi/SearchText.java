package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text by which an entry is found: what its message says in words. */
final class SearchText {

  private static final String CANONICAL = "{\"v\":";

  private SearchText() {}

  /** Whether there may be text, without reading the payload as JSON. */
  static boolean mayBeIn(EntryType type, String payload) {
    return payload.startsWith(CANONICAL)
        && !type.equals(EntryType.TOOL_RESULT)
        && payload.contains("\"text\"");
  }

  /**
   * The text parts of the message, a line break between two; null if there are none, or the payload
   * is of another form.
   */
  static @Nullable String of(EntryType type, String payload) {
    if (!mayBeIn(type, payload)) {
      return null;
    }
    Message message = message(payload);
    if (message == null) {
      return null;
    }
    String text =
        message.parts().stream()
            .filter(Part.Text.class::isInstance)
            .map(part -> ((Part.Text) part).text())
            .collect(Collectors.joining("\n"));
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Message message(String payload) {
    try {
      return Content.parse(payload).message();
    } catch (InvalidData foreign) {
      return null;
    }
  }
}
