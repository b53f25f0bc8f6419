package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record of a log. Its place is its index there; the time only informs. */
public sealed interface LogEntry {

  /** What an entry is, in the order in which kinds are listed to people. */
  enum Kind implements WireName {
    /** A log begins. */
    SEGMENT_START,
    /** The worker left its rest. */
    INVOKE,
    /** A user said something. */
    USER_INPUT,
    /** The model said something. */
    ASSISTANT_ITEM,
    /** A tool answered. */
    TOOL_RESULT,
    /** The system slipped something in. */
    SYSTEM_ITEM,
    /** A turn ended. */
    TURN_END,
    /** A run ended. */
    RUN_COMPLETED,
    /** A run failed. */
    RUN_ERRORED,
    /** The request configuration was replaced. */
    CONFIG_CHANGED,
    /** A request to a model took tokens. */
    LLM_USAGE,
    /** Something that another program keeps in the log. */
    EXTENSION
  }

  /** When it was written, in milliseconds since 1970, unsigned; may repeat and go backwards. */
  long ts();

  /** What this entry is. */
  Kind kind();

  /**
   * This entry as a line of a log, without the line's end.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a text holds half of a character
   */
  default String toJson() {
    return LogEntryJson.write(this);
  }

  /**
   * Reads a line of a log. Members that this version does not know are ignored; a kind that it does
   * not know is refused.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the line is not an entry; the message
   *     names the member and the reason and quotes no text
   */
  static LogEntry parse(String json) {
    return LogEntryJson.read(json);
  }

  /** An item of a worker's history as an entry: a result of a tool, or else what the model said. */
  static LogEntry ofItem(LoggedItem item, long ts) {
    return item.kind() == LoggedItem.Kind.TOOL_RESULT
        ? new ToolResult(ts, item)
        : new AssistantItem(ts, item);
  }

  /**
   * A log begins. A later one in the same log replaces what this one says.
   *
   * @param sessionId the session of the log
   * @param systemPrompt the system prompt; null without one
   * @param config how the model is asked
   * @param history what was said before, in order
   * @param forkedFrom where the log was forked; null if it was not
   * @param compactedFrom what the log sums up; null if it does not
   */
  record SegmentStart(
      long ts,
      UUID sessionId,
      @Nullable String systemPrompt,
      RequestConfig config,
      List<LoggedItem> history,
      @Nullable SegmentOrigin forkedFrom,
      @Nullable SegmentOrigin compactedFrom)
      implements LogEntry {
    /** Copies the history. */
    public SegmentStart {
      Objects.requireNonNull(sessionId, "sessionId");
      Objects.requireNonNull(config, "config");
      history = List.copyOf(history);
    }

    @Override
    public Kind kind() {
      return Kind.SEGMENT_START;
    }

    @Override
    public String toString() {
      return "SegmentStart[" + sessionId + ", " + history.size() + " items]";
    }
  }

  /** The worker left its rest; everything up to the next one belongs to it. */
  record Invoke(long ts, Trigger trigger) implements LogEntry {
    /** Checks that the trigger is there. */
    public Invoke {
      Objects.requireNonNull(trigger, "trigger");
    }

    @Override
    public Kind kind() {
      return Kind.INVOKE;
    }
  }

  /** A user said something, in typed pieces. */
  record UserInput(long ts, List<InputSegment> segments) implements LogEntry {
    /** Copies the pieces. */
    public UserInput {
      segments = List.copyOf(segments);
    }

    @Override
    public Kind kind() {
      return Kind.USER_INPUT;
    }
  }

  /** The model said something; nothing ties the item's kind to that of the entry. */
  record AssistantItem(long ts, LoggedItem item) implements LogEntry {
    /** Checks that the item is there. */
    public AssistantItem {
      Objects.requireNonNull(item, "item");
    }

    @Override
    public Kind kind() {
      return Kind.ASSISTANT_ITEM;
    }
  }

  /** A tool answered; nothing ties the item's kind to that of the entry. */
  record ToolResult(long ts, LoggedItem item) implements LogEntry {
    /** Checks that the item is there. */
    public ToolResult {
      Objects.requireNonNull(item, "item");
    }

    @Override
    public Kind kind() {
      return Kind.TOOL_RESULT;
    }
  }

  /** The system slipped something in. */
  record SystemEvent(long ts, SystemItem item) implements LogEntry {
    /** Checks that the item is there. */
    public SystemEvent {
      Objects.requireNonNull(item, "item");
    }

    @Override
    public Kind kind() {
      return Kind.SYSTEM_ITEM;
    }
  }

  /** A turn ended. The counts of one log may have gaps. */
  record TurnEnd(long ts, long turnCount) implements LogEntry {
    @Override
    public Kind kind() {
      return Kind.TURN_END;
    }
  }

  /** A run ended. Both values are kept as given; neither follows from the other. */
  record RunCompleted(long ts, boolean interrupted, RunResult result) implements LogEntry {
    /** Checks that the result is there. */
    public RunCompleted {
      Objects.requireNonNull(result, "result");
    }

    @Override
    public Kind kind() {
      return Kind.RUN_COMPLETED;
    }
  }

  /** A run failed. */
  record RunErrored(long ts, boolean interrupted, String message) implements LogEntry {
    /** Checks that the message is there. */
    public RunErrored {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public Kind kind() {
      return Kind.RUN_ERRORED;
    }

    @Override
    public String toString() {
      return "RunErrored[" + message.length() + " chars]";
    }
  }

  /** The request configuration was replaced, as a whole. */
  record ConfigChanged(long ts, RequestConfig config) implements LogEntry {
    /** Checks that the configuration is there. */
    public ConfigChanged {
      Objects.requireNonNull(config, "config");
    }

    @Override
    public Kind kind() {
      return Kind.CONFIG_CHANGED;
    }
  }

  /** A request to a model took tokens. */
  record LlmUsage(long ts, UsageRecord usage) implements LogEntry {
    /** Checks that the numbers are there. */
    public LlmUsage {
      Objects.requireNonNull(usage, "usage");
    }

    @Override
    public Kind kind() {
      return Kind.LLM_USAGE;
    }
  }

  /**
   * Something that another program keeps in the log.
   *
   * @param domain whose it is
   * @param payload any JSON value as text, kept with its order, its repeated names and its numbers
   *     as they are written; only space between tokens and escapes that are not needed go
   */
  record Extension(long ts, String domain, String payload) implements LogEntry {
    /**
     * Takes needless space and escapes out of the payload.
     *
     * @throws dev.threadbase.ThreadbaseException.InvalidData if the payload is not a JSON value
     */
    public Extension {
      Objects.requireNonNull(domain, "domain");
      payload = JsonText.compact(payload, "payload");
    }

    @Override
    public Kind kind() {
      return Kind.EXTENSION;
    }

    @Override
    public String toString() {
      return "Extension[" + domain + ", " + payload.length() + " chars]";
    }
  }
}
