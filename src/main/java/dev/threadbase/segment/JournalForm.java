package dev.threadbase.segment;

import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of a log stands in the journal: the line as payload, the kind as type, and what SQL
 * may want to ask for in columns of its own.
 */
public final class JournalForm {

  /**
   * The type of the entry that a fork by reference begins with. It stands where a copy would have
   * its {@code segment_start}.
   */
  public static final EntryType FORK = new EntryType("segment_fork");

  /** The last millisecond that the journal's times can hold. */
  private static final long LAST_TIME = Long.MAX_VALUE / 1_000_000;

  private JournalForm() {}

  /** An entry as it is written here. */
  public static NewEntry of(LogEntry entry) {
    return of(entry, entry.toJson());
  }

  /**
   * An entry with the line that it was read from.
   *
   * @param line stored as it is
   */
  public static NewEntry of(LogEntry entry, String line) {
    return new NewEntry(
        new EntryType(entry.kind().wireName()),
        turn(entry),
        role(entry),
        null,
        toolName(entry),
        line,
        null,
        time(entry.ts()));
  }

  /** A time in milliseconds since 1970; null if it is later than the journal can say. */
  public static @Nullable Instant time(long millis) {
    return millis < 0 || millis > LAST_TIME ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable String turn(LogEntry entry) {
    return entry instanceof LogEntry.TurnEnd end ? Long.toUnsignedString(end.turnCount()) : null;
  }

  private static @Nullable String role(LogEntry entry) {
    if (entry instanceof LogEntry.UserInput) {
      return "user";
    }
    if (entry instanceof LogEntry.SystemEvent) {
      return "system";
    }
    LoggedItem item = item(entry);
    if (item instanceof LoggedItem.Message message) {
      return message.role().wireName();
    }
    if (item instanceof LoggedItem.ToolResult) {
      return "tool";
    }
    return item == null ? null : "assistant";
  }

  private static @Nullable String toolName(LogEntry entry) {
    // U+0000 is an escape in the line, but no text of a column.
    return item(entry) instanceof LoggedItem.ToolCall call && call.name().indexOf(0) < 0
        ? call.name()
        : null;
  }

  private static @Nullable LoggedItem item(LogEntry entry) {
    if (entry instanceof LogEntry.AssistantItem assistant) {
      return assistant.item();
    }
    return entry instanceof LogEntry.ToolResult result ? result.item() : null;
  }
}
