package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadMetaBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The {@code session_meta} of a rollout as what is known about a thread, and back. */
final class CodexMeta {

  private static final String PREFIX = "codex_";
  private static final Pattern ID_IN_NAME =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$");

  private CodexMeta() {}

  /** The id of a thread: its own, else the one in the file's name. */
  static String id(@Nullable JsonNode meta, Path file) {
    String id = meta == null ? "" : JsonFields.textOrEmpty(meta, "id");
    if (!id.isEmpty()) {
      return id;
    }
    String name = SessionNames.fileName(file);
    Matcher matcher = ID_IN_NAME.matcher(name);
    return matcher.find() ? matcher.group(1) : SessionNames.of(file);
  }

  static ThreadMetaBuilder thread(JsonNode meta, String id) {
    String session = JsonFields.textOrEmpty(meta, "session_id");
    String parent = parent(meta);
    return ThreadMeta.builder(id)
        .sessionId(session.isEmpty() ? id : session)
        .parentThreadId(parent)
        .forkedFromThreadId(JsonFields.text(meta, "forked_from_id"))
        .workspace(JsonFields.text(meta, "cwd"))
        .vendor(JsonFields.text(meta, "model_provider"))
        .createdAt(JsonFields.time(meta, "timestamp"))
        .metadata(metadata(meta));
  }

  private static @Nullable String parent(JsonNode meta) {
    String named = JsonFields.text(meta, "parent_thread_id");
    return named != null
        ? named
        : JsonFields.text(
            meta.path("source").path("subagent").path("thread_spawn"), "parent_thread_id");
  }

  private static Map<String, String> metadata(JsonNode meta) {
    Map<String, String> metadata = new HashMap<>();
    put(metadata, meta, "originator");
    put(metadata, meta, "cli_version");
    put(metadata, meta, "source");
    put(metadata, meta, "git");
    return metadata;
  }

  private static void put(Map<String, String> metadata, JsonNode meta, String name) {
    JsonNode value = meta.get(name);
    if (value != null && !value.isNull()) {
      metadata.put(PREFIX + name, value.isString() ? value.stringValue() : value.toString());
    }
  }

  /** The payload of a thread. */
  static ObjectNode write(ThreadMeta thread) {
    Map<String, String> metadata = thread.metadata();
    ObjectNode meta = JsonMapper.shared().createObjectNode();
    meta.put("id", thread.id());
    if (thread.forkedFromThreadId() != null) {
      meta.put("forked_from_id", thread.forkedFromThreadId());
    }
    if (thread.parentThreadId() != null) {
      meta.put("parent_thread_id", thread.parentThreadId());
    }
    meta.put("timestamp", SessionTreeTimes.text(thread.createdAt()));
    meta.put("cwd", thread.workspace() == null ? "" : thread.workspace());
    meta.put("originator", metadata.getOrDefault(PREFIX + "originator", "threadbase"));
    meta.put("cli_version", metadata.getOrDefault(PREFIX + "cli_version", ""));
    for (String name : new String[] {"source", "git"}) {
      String value = metadata.get(PREFIX + name);
      if (value != null) {
        JsonNode read = RawJson.parsedOrText(value);
        meta.set(name, read.isObject() ? read : meta.stringNode(value));
      }
    }
    if (thread.vendor() != null) {
      meta.put("model_provider", thread.vendor());
    }
    return meta;
  }
}
