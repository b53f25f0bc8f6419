package dev.threadbase.transfer.format;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * A line of a rollout.
 *
 * @param type its type; of a bare line the one that it would have
 * @param payload what it says
 * @param time when it was written; null for a bare line
 */
record CodexLine(String type, JsonNode payload, @Nullable Instant time) {

  static final String SESSION_META = "session_meta";
  static final String RESPONSE_ITEM = "response_item";
  static final String EVENT = "event_msg";
  static final String TURN_CONTEXT = "turn_context";
  static final String COMPACTED = "compacted";
  static final String STATE = "state";

  private static final Set<String> TYPES =
      Set.of(SESSION_META, RESPONSE_ITEM, EVENT, TURN_CONTEXT, COMPACTED);

  static CodexLine of(JsonNode line) {
    JsonNode payload = JsonFields.object(line, "payload");
    String type = JsonFields.text(line, "type");
    Instant time = JsonFields.time(line, "timestamp");
    if (payload != null && type != null) {
      return new CodexLine(type, payload, time);
    }
    if (isBareHeader(line)) {
      return new CodexLine(SESSION_META, line, time);
    }
    boolean state = line.has("record_type") || type == null;
    return new CodexLine(state ? STATE : RESPONSE_ITEM, line, time);
  }

  /** Whether a line is one of a type that every version knows, with its time and its payload. */
  static boolean isEnveloped(JsonNode line) {
    return JsonFields.object(line, "payload") != null
        && JsonFields.text(line, "timestamp") != null
        && TYPES.contains(JsonFields.textOrEmpty(line, "type"));
  }

  /** Whether a line is what the first versions began a file with. */
  static boolean isBareHeader(JsonNode line) {
    return !line.has("type")
        && !line.has("payload")
        && JsonFields.text(line, "id") != null
        && JsonFields.text(line, "timestamp") != null
        && line.has("instructions");
  }

  /** The kind of an item or an event. */
  String kind() {
    return JsonFields.textOrEmpty(payload, "type");
  }

  boolean is(String other) {
    return type.equals(other);
  }

  /** A line as text. */
  static String json(Instant time, String type, String payload) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("timestamp", SessionTreeTimes.text(time)).put("type", type);
    line.putRawValue("payload", new RawValue(payload));
    return line.toString();
  }

  @Override
  public String toString() {
    return "CodexLine[" + type + "]";
  }
}
