package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a thread as a transcript of Claude Code. In a new file every id is a UUID, the entry's own
 * if it is one; behind an original ids stay as they are.
 */
final class ClaudeCodeEncoder implements TranscriptEncoder {

  /** Roles of instructions, which Claude Code keeps elsewhere. */
  private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

  private final ThreadMeta thread;
  private final Losses losses;
  private boolean isNew;
  private FileIds ids = new FileIds(id -> id);
  private @Nullable ClaudeCodePlace place;
  private @Nullable String title;

  ClaudeCodeEncoder(ThreadMeta thread, Losses losses) {
    this.thread = thread;
    this.losses = losses;
  }

  @Override
  public List<String> begin() {
    isNew = true;
    ids = new FileIds(FileNames::uuid);
    place = ClaudeCodePlace.of(thread);
    return List.of();
  }

  @Override
  public List<String> lines(Entry entry) {
    return lines(entry, false);
  }

  @Override
  public List<String> lines(Entry entry, boolean same) {
    Content content = entry.content();
    JsonNode data = content.data() == null ? null : RawJson.parsedOrText(content.data());
    if (same && content.message() == null && data instanceof ObjectNode whole) {
      return List.of(whole(entry, whole.deepCopy()));
    }
    Message message = content.message();
    if (message != null && !INSTRUCTIONS.contains(message.role().name())) {
      return List.of(message(entry, content, message, data).toString());
    }
    if (entry.type().equals(EntryType.COMPACTION) && message == null) {
      return compaction(entry, content);
    }
    losses.entry(entry);
    ids.skip(entry);
    return List.of();
  }

  private String idOf(String entryId) {
    return isNew ? FileNames.uuid(entryId) : entryId;
  }

  /** A line that was kept as it was, at its new place. */
  private String whole(Entry entry, ObjectNode line) {
    if (line.has("sessionId") && place != null) {
      line.put("sessionId", place.sessionId());
    }
    if (!line.has("uuid")) {
      noteTitle(line);
      return line.toString();
    }
    String parent = ids.of(entry.parentId());
    boolean jumps = line.has("logicalParentUuid");
    line.put("uuid", idOf(entry.id()));
    line.put("parentUuid", jumps ? null : parent);
    if (jumps) {
      line.put("logicalParentUuid", parent);
    }
    return line.toString();
  }

  private void noteTitle(JsonNode line) {
    if ("custom-title".equals(JsonFields.text(line, "type"))) {
      title = JsonFields.text(line, "customTitle");
    }
  }

  private ObjectNode frame(Entry entry, @Nullable String parent, Map<String, String> metadata) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    String agent = place == null ? metadata.get("agentId") : place.agentId();
    line.put("parentUuid", parent);
    line.put("isSidechain", agent != null || metadata.containsKey("isSidechain"));
    line.put("userType", "external");
    put(line, "cwd", thread.workspace());
    line.put("sessionId", place == null ? entry.sessionId() : place.sessionId());
    put(line, "version", thread.metadata().get("claude_code_version"));
    put(line, "gitBranch", metadata.get("gitBranch"));
    put(line, "slug", thread.metadata().get("claude_code_slug"));
    put(line, "agentId", agent);
    return line;
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private ObjectNode message(
      Entry entry, Content content, Message message, @Nullable JsonNode data) {
    boolean assistant = message.role().equals(Role.ASSISTANT);
    Map<String, String> metadata = content.metadata();
    ObjectNode line = frame(entry, ids.of(entry.parentId()), metadata);
    line.put("type", assistant ? "assistant" : "user");
    ObjectNode body = line.putObject("message");
    body.put("role", assistant ? "assistant" : "user");
    if (assistant) {
      String made = "msg_" + idOf(entry.id()).replace("-", "");
      body.put("id", metadata.getOrDefault("message_id", made)).put("type", "message");
    }
    put(body, "model", content.model());
    body.set("content", ClaudeCodeBlocks.of(message.parts()));
    if (assistant) {
      body.put("stop_reason", StopReasons.claudeCode(metadata));
      if (content.usage() != null) {
        body.set("usage", usage(content.usage()));
      }
    }
    put(line, "requestId", metadata.get("requestId"));
    put(line, "permissionMode", metadata.get("permissionMode"));
    for (String flag : List.of("isMeta", "isCompactSummary")) {
      if ("true".equals(metadata.get(flag))) {
        line.put(flag, true);
      }
    }
    boolean answers = message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
    if (data != null && answers) {
      line.set("toolUseResult", data);
    }
    return end(line, idOf(entry.id()), entry);
  }

  private static ObjectNode end(ObjectNode line, String uuid, Entry entry) {
    return line.put("uuid", uuid).put("timestamp", entry.createdAt().toString());
  }

  private static ObjectNode usage(Usage usage) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("input_tokens", usage.inputTokens())
        .put("cache_creation_input_tokens", usage.cacheWriteTokens())
        .put("cache_read_input_tokens", usage.cacheReadTokens())
        .put("output_tokens", usage.outputTokens());
  }

  /** The cut, and the summary as a message of the user's: what came before it is not kept. */
  private List<String> compaction(Entry entry, Content content) {
    Compaction compaction = content.compaction();
    ObjectNode cut = frame(entry, null, content.metadata());
    put(cut, "logicalParentUuid", ids.of(entry.parentId()));
    cut.put("type", "system").put("subtype", "compact_boundary");
    cut.put("content", "Conversation compacted").put("isMeta", false).put("level", "info");
    if (compaction != null) {
      ObjectNode about = cut.putObject("compactMetadata");
      put(about, "trigger", compaction.trigger());
      about.put("preTokens", compaction.tokensBefore());
    }
    String boundary = end(cut, idOf(entry.id()), entry).toString();
    String summary = content.summary();
    if (summary == null || summary.isEmpty()) {
      return List.of(boundary);
    }
    ObjectNode said = frame(entry, idOf(entry.id()), content.metadata()).put("type", "user");
    said.putObject("message").put("role", "user").put("content", summary);
    said.put("isCompactSummary", true);
    String id = FileNames.uuid(entry.id() + "#2");
    ids.note(entry.id(), id);
    return List.of(boundary, end(said, id, entry).toString());
  }

  /** A title that nothing in the file says yet. */
  @Override
  public List<String> end() {
    String text = thread.title().text();
    String source = thread.title().source();
    boolean derived = "first_message".equals(source) || "summary".equals(source);
    if (text == null || place == null || text.equals(title) || (derived && title == null)) {
      return List.of();
    }
    ObjectNode line = JsonMapper.shared().createObjectNode().put("type", "custom-title");
    return List.of(line.put("customTitle", text).put("sessionId", place.sessionId()).toString());
  }
}
