package dev.threadbase.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a thread's folder of a session tree the way its own system does, written apart from the
 * importer: lines by parent, from the leaf that the journal confirms.
 */
final class SecondReader {

  private final JsonNode thread;
  private final Map<String, JsonNode> entries = new LinkedHashMap<>();

  SecondReader(Path folder) {
    try {
      thread = JsonMapper.shared().readTree(Files.readString(folder.resolve("thread.json")));
      Path journal = folder.resolve("entries.jsonl");
      if (Files.exists(journal)) {
        for (String line : Files.readAllLines(journal)) {
          JsonNode entry = JsonMapper.shared().readTree(line);
          entries.put(entry.path("id").asString(), entry);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The folder of a thread below a root. */
  static SecondReader of(Path root, String threadId) {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(SecondReader::new)
          .filter(reader -> reader.thread.path("id").asString().equals(threadId))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  JsonNode thread() {
    return thread;
  }

  List<JsonNode> entries() {
    return List.copyOf(entries.values());
  }

  /** The leaf once the journal was looked at. */
  String leaf() {
    String leaf = thread.path("leaf_id").asString("");
    String found = leaf;
    Set<String> behind = new HashSet<>(Set.of(leaf));
    for (JsonNode entry : entries.values()) {
      String parent = entry.path("parent_id").asString("");
      if (leaf.isEmpty() || (!parent.isEmpty() && behind.contains(parent))) {
        found = entry.path("id").asString();
        behind.add(found);
      }
    }
    return found;
  }

  /** The entries from the root to the leaf. */
  List<JsonNode> path() {
    List<JsonNode> path = new ArrayList<>();
    for (String at = leaf(); !at.isEmpty(); ) {
      JsonNode entry = entries.get(at);
      path.add(entry);
      at = entry.path("parent_id").asString("");
    }
    Collections.reverse(path);
    return path;
  }

  /** What is said on the path, and by whom. */
  List<String> said() {
    return path().stream()
        .map(entry -> entry.path("message"))
        .filter(message -> !message.path("Role").asString().isEmpty())
        .map(
            message ->
                Stream.of("Role", "Content", "ToolCallID", "ToolName", "ToolArgs")
                    .map(name -> message.path(name).asString())
                    .reduce((one, other) -> one + "|" + other)
                    .orElse(""))
        .toList();
  }
}
