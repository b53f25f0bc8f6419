package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceJson;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The envelope of every record of ggcode (ggcode session, JSONL envelope). Tokens and times in it
 * mean something in {@code meta} records alone; the others have them too, at zero.
 */
final class ConversationRecord {

  static final String ZERO_TIME = "0001-01-01T00:00:00Z";

  private static final Set<String> TYPES =
      Set.of(
          ConversationMeta.TYPE,
          ConversationMessage.TYPE,
          ConversationCheckpoint.TYPE,
          ConversationUsage.TYPE,
          ConversationMetric.TYPE,
          ConversationTunnelEvent.TYPE,
          ConversationCost.TYPE);

  private ConversationRecord() {}

  /** Whether a line is a record. */
  static boolean is(JsonNode line) {
    return TYPES.contains(JsonFields.textOrEmpty(line, "type"))
        && JsonFields.object(line, "token_usage") != null
        && JsonFields.text(line, "created_at") != null
        && JsonFields.text(line, "updated_at") != null;
  }

  /** The first members of a record: its type and its session. */
  static ObjectNode begin(String type, String sessionId) {
    ObjectNode record = JsonMapper.shared().createObjectNode();
    record.put("type", type);
    if (!sessionId.isEmpty()) {
      record.put("session_id", sessionId);
    }
    return record;
  }

  /** A record with one more member, as text. */
  static String line(String type, String sessionId, String member, String json) {
    ObjectNode record = bare(type, sessionId);
    record.putRawValue(member, new RawValue(json));
    return json(record);
  }

  /** A record that says nothing but its type. */
  static ObjectNode bare(String type, String sessionId) {
    ObjectNode record = begin(type, sessionId);
    record.set("token_usage", noTokens());
    return record.put("created_at", ZERO_TIME).put("updated_at", ZERO_TIME);
  }

  static ObjectNode noTokens() {
    ObjectNode tokens = JsonMapper.shared().createObjectNode();
    tokens.put("input_tokens", 0).put("output_tokens", 0);
    return tokens.put("cache_read_tokens", 0).put("cache_write_tokens", 0);
  }

  /** A record as a line. */
  static String json(ObjectNode record) {
    return ReferenceJson.plain(record);
  }
}
