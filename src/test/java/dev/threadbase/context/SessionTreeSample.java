package dev.threadbase.context;

import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Threads that the reference wrote itself, and the contexts that it builds of them. */
final class SessionTreeSample {

  private static final Path FOLDER = Path.of("src/test/resources/sessiontree-files");

  private SessionTreeSample() {}

  static JsonNode context(String thread, ContextPurpose purpose) {
    String name = "expected-context-" + thread + "-" + purpose.label() + ".json";
    return JsonMapper.shared().readTree(text(FOLDER.resolve(name)));
  }

  /** The path from the root to the thread's leaf. */
  static ReferencePath path(String thread) {
    Path folder = FOLDER.resolve("tree").resolve(thread);
    Map<String, JsonNode> entries = new HashMap<>();
    text(folder.resolve("entries.jsonl"))
        .lines()
        .map(JsonMapper.shared()::readTree)
        .forEach(entry -> entries.put(entry.get("id").asString(), entry));
    JsonNode meta = JsonMapper.shared().readTree(text(folder.resolve("thread.json")));
    Deque<ReferencePath.Item> upwards = new ArrayDeque<>();
    JsonNode entry = entries.get(meta.get("leaf_id").asString());
    while (entry != null) {
      upwards.push(item(entry));
      entry = entries.get(said(entry, "parent_id"));
    }
    ReferencePath path = new ReferencePath();
    upwards.forEach(path::add);
    return path;
  }

  private static ReferencePath.Item item(JsonNode entry) {
    Compaction compaction =
        new Compaction(
            orNull(entry, "compaction_id"),
            null,
            null,
            null,
            entry.path("compaction_generation").asInt(0),
            orNull(entry, "compaction_window_id"),
            orNull(entry, "first_kept_entry_id"),
            entry.path("kept_user_entry_ids").valueStream().map(JsonNode::asString).toList(),
            null,
            null,
            null,
            0,
            0,
            null,
            null);
    return new ReferencePath.Item(
        said(entry, "id"),
        orNull(entry, "parent_id"),
        new EntryType(said(entry, "type")),
        orNull(entry, "turn_id"),
        message(entry.get("message")),
        Content.EMPTY.withCompaction(compaction).withSummary(said(entry, "summary")),
        null);
  }

  private static ReferenceMessage message(JsonNode message) {
    JsonNode result = message.get("ToolResult");
    return new ReferenceMessage(
        said(message, "Role"),
        said(message, "Content"),
        said(message, "Reasoning"),
        said(message, "ToolCallID"),
        said(message, "ToolName"),
        said(message, "ToolArgs"),
        said(message, "EntryID"),
        said(message, "ParentEntryID"),
        said(message, "Kind"),
        result.isNull() ? null : result.toString(),
        said(message, "CompactionID"),
        message.get("CompactionGeneration").asInt(),
        said(message, "CompactionWindowID"));
  }

  private static String said(JsonNode object, String name) {
    return object.path(name).asString("");
  }

  private static @Nullable String orNull(JsonNode object, String name) {
    String said = said(object, name);
    return said.isEmpty() ? null : said;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
