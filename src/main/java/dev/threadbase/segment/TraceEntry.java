package dev.threadbase.segment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of the trace beside a log. Traces help people to find faults; nothing is restored from
 * them.
 *
 * @param ts when it was written, in milliseconds since 1970, unsigned
 * @param turn the turn count, unsigned
 * @param llmCall which request of the turn, unsigned; null outside of requests
 * @param payload what happened
 */
public record TraceEntry(long ts, long turn, @Nullable Long llmCall, Payload payload) {

  /** What happened. */
  public sealed interface Payload {

    /** What a payload is. */
    enum Kind implements WireName {
      /** The provider sent something. */
      STREAM_EVENT,
      /** The worker did something. */
      LIFECYCLE
    }

    /** What this payload is. */
    Kind kind();
  }

  /**
   * The provider sent something.
   *
   * @param eventJson the event as JSON text, of which nothing is read
   */
  public record StreamEvent(String eventJson) implements Payload {
    /**
     * Takes needless space and escapes out of the event.
     *
     * @throws dev.threadbase.ThreadbaseException.InvalidData if the event is not a JSON value
     */
    public StreamEvent {
      eventJson = JsonText.compact(eventJson, "event");
    }

    @Override
    public Kind kind() {
      return Kind.STREAM_EVENT;
    }

    @Override
    public String toString() {
      return "StreamEvent[" + eventJson.length() + " chars]";
    }
  }

  /**
   * The worker did something.
   *
   * @param label what it did
   * @param dataJson more about it as JSON text; null, also for the JSON {@code null}, without it
   */
  public record Lifecycle(String label, @Nullable String dataJson) implements Payload {
    /**
     * Takes needless space and escapes out of the data.
     *
     * @throws dev.threadbase.ThreadbaseException.InvalidData if the data is not a JSON value
     */
    public Lifecycle {
      Objects.requireNonNull(label, "label");
      String compact = dataJson == null ? null : JsonText.compact(dataJson, "data");
      dataJson = "null".equals(compact) ? null : compact;
    }

    @Override
    public Kind kind() {
      return Kind.LIFECYCLE;
    }

    @Override
    public String toString() {
      return "Lifecycle[" + label + "]";
    }
  }

  /** Checks that the payload is there. */
  public TraceEntry {
    Objects.requireNonNull(payload, "payload");
  }

  /**
   * This entry as a line of a trace, without the line's end.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a text holds half of a character
   */
  public String toJson() {
    return TraceEntryJson.write(this);
  }

  /**
   * Reads a line of a trace.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the line is not an entry
   */
  public static TraceEntry parse(String json) {
    return TraceEntryJson.read(json);
  }
}
