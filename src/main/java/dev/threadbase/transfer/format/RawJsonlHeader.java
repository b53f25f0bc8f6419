package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceJson;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The header and the footer of a raw session recording as metadata of a thread, and back (ox
 * session pipeline, raw.jsonl header and footer). Each member is metadata under its own name behind
 * {@value #PREFIX}; a header that would be written otherwise is kept whole.
 */
final class RawJsonlHeader {

  private static final String PREFIX = "ox_header_";
  private static final String WHOLE = "ox_header_line";
  private static final String CLOSED_AT = "ox_closed_at";
  private static final List<String> MEMBERS =
      List.of(
          "version",
          "created_at",
          "agent_id",
          "agent_type",
          "agent_version",
          "model",
          "username",
          "repo_id",
          "ox_version");

  /** What the members of the other header are called in this one. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "schema_version", "version",
          "session_id", "agent_id",
          "started_at", "created_at",
          "ox_username", "username");

  /** What the other header has at least one of. */
  private static final List<String> MARKS = List.of("schema_version", "session_id", "started_at");

  private final Map<String, String> metadata = new HashMap<>();

  /** Whether a line is a header, in either form. */
  static boolean is(JsonNode line) {
    // Other protocols have such a member too.
    JsonNode other = JsonFields.object(line, "_meta");
    return (other != null && MARKS.stream().anyMatch(other::has))
        || ("header".equals(JsonFields.text(line, "type"))
            && JsonFields.object(line, "metadata") != null);
  }

  /** Takes a header; the last one counts. */
  void header(JsonNode line) {
    metadata.clear();
    JsonNode other = JsonFields.object(line, "_meta");
    JsonNode members = other != null ? other : JsonFields.object(line, "metadata");
    if (members != null) {
      for (Map.Entry<String, JsonNode> member : members.properties()) {
        String name = OTHER_NAMES.getOrDefault(member.getKey(), member.getKey());
        if (MEMBERS.contains(name) && member.getValue().isValueNode()) {
          metadata.put(PREFIX + name, member.getValue().asString());
        }
      }
    }
    String whole = ReferenceJson.compact(line);
    if (!whole.equals(write(metadata, createdAt(), model()))) {
      metadata.put(WHOLE, whole);
    }
  }

  /** Takes a footer; the last one counts. */
  void footer(JsonNode line) {
    String closedAt = JsonFields.text(line, "closed_at");
    if (closedAt != null) {
      metadata.put(CLOSED_AT, closedAt);
    }
  }

  @Nullable Instant createdAt() {
    String text = metadata.get(PREFIX + "created_at");
    return text == null ? null : OffsetTimes.instant(text);
  }

  @Nullable String model() {
    return metadata.get(PREFIX + "model");
  }

  Map<String, String> metadata() {
    return Map.copyOf(metadata);
  }

  /** The header of a thread. */
  static String write(ThreadMeta thread) {
    String whole = thread.metadata().get(WHOLE);
    return whole != null ? whole : write(thread.metadata(), thread.createdAt(), thread.model());
  }

  private static String write(
      Map<String, String> metadata, @Nullable Instant createdAt, @Nullable String model) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    ObjectNode members = line.putObject("metadata");
    for (String name : MEMBERS) {
      String known = metadata.getOrDefault(PREFIX + name, "");
      String value =
          switch (name) {
            case "version" -> known.isEmpty() ? "1.0" : known;
            case "created_at" -> OffsetTimes.text(known, createdAt);
            case "model" -> model == null ? "" : model;
            default -> known;
          };
      if (!value.isEmpty()) {
        members.put(name, value);
      }
    }
    line.put("type", "header");
    return ReferenceJson.compact(line);
  }

  /** The footer of a thread; null if its recording was cut short and has none. */
  static @Nullable String footer(ThreadMeta thread, long entries) {
    String closedAt = thread.metadata().get(CLOSED_AT);
    if (closedAt == null && thread.metadata().containsKey(PREFIX + "version")) {
      return null;
    }
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("closed_at", closedAt != null ? closedAt : SessionTreeTimes.text(thread.updatedAt()));
    line.put("entry_count", entries).put("type", "footer");
    return ReferenceJson.compact(line);
  }
}
