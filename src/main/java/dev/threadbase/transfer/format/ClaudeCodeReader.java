package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a transcript of Claude Code, of a session or of one of its sub-agents. */
final class ClaudeCodeReader implements TranscriptReader {

  private final String fileName;
  private final Set<String> sessionIds = new HashSet<>();
  private final IdTable uuids;
  private final IdTable messageIds;
  private final IntColumn lastLineOfMessage;
  private @Nullable String firstSessionId;
  private @Nullable String agentId;
  private boolean sawNode;
  private @Nullable String customTitle;
  private @Nullable String summary;
  private @Nullable String firstText;
  private @Nullable String workspace;
  private @Nullable String model;
  private @Nullable Instant createdAt;
  private final Map<String, String> metadata = new HashMap<>();

  ClaudeCodeReader(Path file, Scratch scratch) {
    Path name = file.getFileName();
    this.fileName = name == null ? "" : name.toString().replaceFirst("\\.jsonl$", "");
    this.uuids = new IdTable(scratch);
    this.messageIds = new IdTable(scratch);
    this.lastLineOfMessage = new IntColumn(scratch);
  }

  @Override
  public LineShape shape(JsonNode line, long number) {
    noteSession(line);
    String type = JsonFields.textOrEmpty(line, "type");
    String uuid = JsonFields.text(line, "uuid");
    if (uuid == null) {
      noteTitle(type, line);
      return LineShape.loose();
    }
    boolean sidechain = JsonFields.isTrue(line, "isSidechain");
    if (!sawNode) {
      sawNode = true;
      agentId = sidechain ? JsonFields.text(line, "agentId") : null;
    }
    uuids.add(uuid);
    noteMessage(type, line, number, sidechain);
    String parent = JsonFields.text(line, "parentUuid");
    if (parent == null) {
      // Where the conversation went on from, across a compaction.
      parent = JsonFields.text(line, "logicalParentUuid");
    }
    boolean aside = type.equals("progress") || (sidechain && agentId == null);
    return LineShape.node(uuid, parent, aside);
  }

  private void noteSession(JsonNode line) {
    String sessionId = JsonFields.text(line, "sessionId");
    if (sessionId != null && !sessionId.isEmpty()) {
      sessionIds.add(sessionId);
      firstSessionId = firstSessionId == null ? sessionId : firstSessionId;
    }
    if (createdAt == null) {
      createdAt = JsonFields.time(line, "timestamp");
    }
    if (workspace == null) {
      workspace = JsonFields.text(line, "cwd");
    }
    for (String name : List.of("gitBranch", "version", "slug")) {
      String value = JsonFields.text(line, name);
      if (value != null && !value.isEmpty()) {
        metadata.putIfAbsent("claude_code_" + name, value);
      }
    }
  }

  private void noteTitle(String type, JsonNode line) {
    if (type.equals("custom-title")) {
      customTitle = JsonFields.text(line, "customTitle");
    } else if (type.equals("summary")
        && uuids.find(JsonFields.textOrEmpty(line, "leafUuid")) != IdTable.NONE) {
      summary = JsonFields.text(line, "summary");
    }
  }

  private void noteMessage(String type, JsonNode line, long number, boolean sidechain) {
    JsonNode message = JsonFields.object(line, "message");
    if (message == null) {
      return;
    }
    String messageId = JsonFields.text(message, "id");
    if (messageId != null) {
      lastLineOfMessage.set(messageIds.add(messageId), Math.toIntExact(number));
    }
    if (model == null && type.equals("assistant")) {
      model = JsonFields.text(message, "model");
    }
    boolean said =
        type.equals("user")
            && !JsonFields.isTrue(line, "isMeta")
            && !JsonFields.isTrue(line, "isCompactSummary")
            && (!sidechain || agentId != null);
    if (firstText == null && said) {
      Message read = new Message(Role.USER, ClaudeCodeMessages.parts(message.get("content")));
      // What begins with a tag was put there by the program, not typed.
      firstText = read.text().startsWith("<") ? null : Titles.of(read.text());
    }
  }

  @Override
  public ThreadMeta thread() {
    String first = Objects.requireNonNullElse(firstSessionId, fileName);
    String session = sessionIds.contains(fileName) ? fileName : first;
    String title = customTitle != null ? customTitle : summary != null ? summary : firstText;
    String source =
        customTitle != null ? "custom-title" : summary != null ? "summary" : "first_message";
    Map<String, String> kept = new HashMap<>(metadata);
    if (agentId != null) {
      kept.put("claude_code_agent_id", agentId);
    }
    return ThreadMeta.builder(agentId == null ? session : session + "/agent-" + agentId)
        .sessionId(session)
        .parentThreadId(agentId == null ? null : session)
        .title(Titles.ready(title, source))
        .workspace(workspace)
        .vendor("anthropic")
        .model(model)
        .createdAt(createdAt)
        .metadata(kept)
        .build();
  }

  @Override
  public NewEntry entry(JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    Instant time = JsonFields.time(line, "timestamp");
    return translate(line, number).at(time);
  }

  private NewEntry translate(JsonNode line, long number) {
    String type = JsonFields.textOrEmpty(line, "type");
    JsonNode message = JsonFields.object(line, "message");
    if (message != null && (type.equals("user") || type.equals("assistant"))) {
      return message(line, message, number);
    }
    if (type.equals("system") && "compact_boundary".equals(JsonFields.text(line, "subtype"))) {
      return boundary(line);
    }
    if (type.equals("summary")) {
      Content content = Content.EMPTY.withSummary(JsonFields.textOrEmpty(line, "summary"));
      return NewEntry.of(EntryType.THREAD_INFO, content.withData(line.toString()));
    }
    // Progress, snapshots, queue operations, and whatever a newer version brings: kept as they are.
    return NewEntry.of(new EntryType(type), Content.EMPTY.withData(line.toString()));
  }

  private NewEntry message(JsonNode line, JsonNode message, long number) {
    List<Part> parts = ClaudeCodeMessages.parts(message.get("content"));
    boolean answers =
        !parts.isEmpty() && parts.stream().allMatch(Part.ToolResult.class::isInstance);
    Role role = answers ? Role.TOOL : new Role(JsonFields.textOrEmpty(message, "role"));
    Message read = new Message(role, parts);
    Content content =
        Content.of(read)
            .withModel(null, JsonFields.text(message, "model"))
            .withMetadata(ClaudeCodeMessages.metadata(line, message));
    JsonNode usage = JsonFields.object(message, "usage");
    // One answer is several lines that repeat its usage; the last of them has the final counts.
    int id = messageIds.find(JsonFields.textOrEmpty(message, "id"));
    if (usage != null && id != IdTable.NONE && lastLineOfMessage.get(id) == number) {
      content = content.withUsage(usage(usage));
    }
    JsonNode result = line.get("toolUseResult");
    if (result != null) {
      content = content.withData(result.toString());
    }
    return NewEntry.of(NewEntry.message(read).type(), content);
  }

  private static Usage usage(JsonNode usage) {
    return new Usage(
        JsonFields.count(usage, "input_tokens"),
        JsonFields.count(usage, "output_tokens"),
        JsonFields.count(usage, "cache_read_input_tokens"),
        JsonFields.count(usage, "cache_creation_input_tokens"));
  }

  /**
   * The cut of a compaction; its summary is the user message that follows, so nothing before it is
   * kept.
   */
  private static NewEntry boundary(JsonNode line) {
    JsonNode detail = JsonFields.object(line, "compactMetadata");
    Compaction compaction =
        new Compaction(
            JsonFields.text(line, "uuid"),
            null,
            JsonFields.text(line, "logicalParentUuid"),
            null,
            0,
            null,
            JsonFields.text(line, "uuid"),
            List.of(),
            detail == null ? null : JsonFields.text(detail, "trigger"),
            null,
            null,
            detail == null ? 0 : JsonFields.count(detail, "preTokens"),
            0,
            null,
            null);
    Content content = Content.EMPTY.withCompaction(compaction).withData(line.toString());
    return NewEntry.of(EntryType.COMPACTION, content);
  }
}
