package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceMessage;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.TurnStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an entry of a session tree says, to and from {@link Content}. Nothing of the reference's
 * members is lost: those of a compaction are kept on entries of any type, unknown members as data.
 */
final class SessionTreeEntry {

  private SessionTreeEntry() {}

  /**
   * Reads an entry.
   *
   * @param entry its known members
   * @param others its unknown ones
   */
  static NewEntry read(JsonNode entry, JsonNode others) {
    Content content =
        Content.EMPTY
            .withModel(textOrNull(entry, "provider"), textOrNull(entry, "model"))
            .withMetadata(metadata(entry));
    ReferenceMessage message = message(entry);
    if (!message.equals(ReferenceMessage.EMPTY)) {
      content = content.withMessage(message.toMessage());
    }
    Compaction compaction = compaction(entry);
    if (!compaction.equals(NOTHING)) {
      content = content.withCompaction(compaction);
    }
    String status = text(entry, "turn_status");
    content = status.isEmpty() ? content : content.withTurnStatus(new TurnStatus(status));
    String summary = text(entry, "summary");
    content = summary.isEmpty() ? content : content.withSummary(summary);
    String error = text(entry, "error");
    content = error.isEmpty() ? content : content.withError(error);
    content = others.isEmpty() ? content : content.withData(others.toString());
    return NewEntry.of(new EntryType(text(entry, "type")), content)
        .inTurn(textOrNull(entry, "turn_id"));
  }

  private static final Compaction NOTHING =
      new Compaction(
          null, null, null, null, 0, null, null, List.of(), null, null, null, 0, 0, null, null);

  private static Compaction compaction(JsonNode entry) {
    return new Compaction(
        textOrNull(entry, "compaction_id"),
        textOrNull(entry, "previous_compaction_id"),
        textOrNull(entry, "compacted_through_entry_id"),
        textOrNull(entry, "summary_schema_version"),
        entry.path("compaction_generation").asInt(0),
        textOrNull(entry, "compaction_window_id"),
        textOrNull(entry, "first_kept_entry_id"),
        entry.path("kept_user_entry_ids").valueStream().map(JsonNode::asString).toList(),
        textOrNull(entry, "compaction_trigger"),
        textOrNull(entry, "compaction_reason"),
        textOrNull(entry, "compaction_phase"),
        entry.path("tokens_before").asLong(0),
        entry.path("tokens_after_estimate").asLong(0),
        usage(entry, "context_usage_before"),
        usage(entry, "context_usage_after"));
  }

  private static @Nullable String usage(JsonNode entry, String name) {
    JsonNode usage = entry.get(name);
    String text = usage == null ? "{}" : SessionTreeForm.USAGE.write(usage).toString();
    return text.equals("{}") ? null : text;
  }

  private static Map<String, String> metadata(JsonNode entry) {
    Map<String, String> metadata = new TreeMap<>();
    entry
        .path("metadata")
        .properties()
        .forEach(property -> metadata.put(property.getKey(), property.getValue().asString()));
    return metadata;
  }

  private static ReferenceMessage message(JsonNode entry) {
    JsonNode message = entry.path("message");
    JsonNode result = message.get("ToolResult");
    return new ReferenceMessage(
        text(message, "Role"),
        text(message, "Content"),
        text(message, "Reasoning"),
        text(message, "ToolCallID"),
        text(message, "ToolName"),
        text(message, "ToolArgs"),
        text(message, "EntryID"),
        text(message, "ParentEntryID"),
        text(message, "Kind"),
        result == null ? null : SessionTreeForm.TOOL_RESULT.write(result).toString(),
        text(message, "CompactionID"),
        message.path("CompactionGeneration").asInt(0),
        text(message, "CompactionWindowID"));
  }

  private static String text(JsonNode object, String name) {
    return JsonFields.textOrEmpty(object, name);
  }

  private static @Nullable String textOrNull(JsonNode object, String name) {
    String text = text(object, name);
    return text.isEmpty() ? null : text;
  }

  /**
   * A content as entries without ids and places: one, or as many as its message has calls or
   * results. What is not about a message stands in the first.
   */
  static List<ObjectNode> write(EntryType type, Content content) {
    Message message = content.message();
    List<ReferenceMessage> units =
        message == null ? List.of(ReferenceMessage.EMPTY) : ReferenceMessage.of(message);
    List<ObjectNode> entries = new ArrayList<>();
    for (ReferenceMessage unit : units) {
      ObjectNode entry = JsonMapper.shared().createObjectNode();
      entry.put("type", units.size() == 1 ? type.name() : typeOf(type, unit));
      entry.set("message", unit.json());
      put(entry, "model", content.model());
      entries.add(entry);
    }
    writeRest(entries.get(0), content);
    return entries;
  }

  /** The type that an entry with a part of a message has; only types of messages are divided. */
  private static String typeOf(EntryType type, ReferenceMessage unit) {
    boolean calls = type.equals(EntryType.TOOL_CALL) || type.equals(EntryType.ASSISTANT_MESSAGE);
    if (!calls) {
      return type.name();
    }
    boolean called = !unit.toolCallId().isEmpty() || !unit.toolName().isEmpty();
    boolean answered = unit.role().equals(Role.TOOL.name());
    EntryType divided =
        answered
            ? EntryType.TOOL_RESULT
            : called ? EntryType.TOOL_CALL : EntryType.ASSISTANT_MESSAGE;
    return divided.name();
  }

  private static void writeRest(ObjectNode entry, Content content) {
    TurnStatus status = content.turnStatus();
    put(entry, "turn_status", status == null ? null : status.name());
    put(entry, "provider", content.provider());
    put(entry, "summary", content.summary());
    put(entry, "error", content.error());
    ObjectNode metadata = entry.putObject("metadata");
    content.metadata().forEach(metadata::put);
    Compaction compaction = content.compaction();
    if (compaction != null) {
      write(entry, compaction);
    }
  }

  private static void write(ObjectNode entry, Compaction compaction) {
    put(entry, "compaction_id", compaction.id());
    put(entry, "previous_compaction_id", compaction.previousId());
    put(entry, "compacted_through_entry_id", compaction.compactedThroughEntryId());
    put(entry, "summary_schema_version", compaction.summarySchemaVersion());
    entry.put("compaction_generation", compaction.generation());
    put(entry, "compaction_window_id", compaction.windowId());
    put(entry, "first_kept_entry_id", compaction.firstKeptEntryId());
    ArrayNode kept = entry.putArray("kept_user_entry_ids");
    compaction.keptUserEntryIds().forEach(kept::add);
    put(entry, "compaction_trigger", compaction.trigger());
    put(entry, "compaction_reason", compaction.reason());
    put(entry, "compaction_phase", compaction.phase());
    entry.put("tokens_before", compaction.tokensBefore());
    entry.put("tokens_after_estimate", compaction.tokensAfterEstimate());
    putObject(
        entry, "context_usage_before", SessionTreeForm.USAGE, compaction.contextUsageBefore());
    putObject(entry, "context_usage_after", SessionTreeForm.USAGE, compaction.contextUsageAfter());
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  /** What is known of an object that is kept as JSON text; any other text stands for none. */
  private static void putObject(
      ObjectNode object, String name, GoObject form, @Nullable String json) {
    JsonNode value = json == null ? null : RawJson.parsedOrText(json);
    if (value != null && value.isObject()) {
      object.set(name, form.read(value, JsonMapper.shared().createObjectNode()));
    }
  }

  /** What there is no place for, but for the data. */
  static Set<String> missing(Content content) {
    Set<String> missing = new LinkedHashSet<>();
    if (content.usage() != null) {
      missing.add("usage");
    }
    Message message = content.message();
    if (!content.replacement().isEmpty()) {
      missing.add("replacement");
    }
    if (message != null) {
      message.parts().forEach(part -> addMissing(missing, part));
    }
    return missing;
  }

  private static void addMissing(Set<String> missing, Part part) {
    if (part instanceof Part.Media) {
      missing.add("media");
    } else if (part instanceof Part.Opaque) {
      missing.add("opaque");
    } else if (part instanceof Part.Reasoning thought) {
      if (thought.signature() != null) {
        missing.add("reasoning.signature");
      }
      if (thought.encrypted() != null) {
        missing.add("reasoning.encrypted");
      }
    } else if (part instanceof Part.ToolResult result) {
      if (result.error()) {
        missing.add("tool_result.error");
      }
      if (!result.content().stream().allMatch(Part.Text.class::isInstance)) {
        missing.add("tool_result.content");
      }
    }
  }

  /**
   * Adds data as members that the reference does not know, and therefore ignores.
   *
   * @return false if it is no object of such members; then nothing is added
   */
  static boolean addUnknown(ObjectNode line, JsonNode data) {
    return isUnknown(line, data) && merge(line, data);
  }

  private static boolean isUnknown(JsonNode line, JsonNode data) {
    return data.isObject()
        && data.properties().stream()
            .allMatch(
                member -> {
                  JsonNode known = line.get(member.getKey());
                  boolean nested = known != null && known.isObject();
                  return nested
                      ? isUnknown(known, member.getValue())
                      : known == null && !SessionTreeForm.ENTRY.knows(member.getKey());
                });
  }

  private static boolean merge(ObjectNode line, JsonNode data) {
    for (Map.Entry<String, JsonNode> member : data.properties()) {
      if (line.get(member.getKey()) instanceof ObjectNode nested) {
        merge(nested, member.getValue());
      } else {
        line.set(member.getKey(), member.getValue());
      }
    }
    return true;
  }
}
