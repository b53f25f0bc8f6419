package dev.threadbase.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A session tree that the reference wrote from invented texts, and trees that are made here. */
final class SessionTreeSamples {

  static final Path TREE = Path.of("src/test/resources/sessiontree-files/tree");
  static final Path DEMO = TREE.resolve("id_ZGVtby8x");
  static final Path COPY = TREE.resolve("id_ZGVtby8xLWNvcHk");

  private static final String TIMES =
      "\"title_updated_at\":\"0001-01-01T00:00:00Z\",\"created_at\":\"2026-06-14T09:00:00Z\","
          + "\"updated_at\":\"2026-06-14T09:00:00Z\",\"last_viewed_at\":\"0001-01-01T00:00:00Z\"";

  private SessionTreeSamples() {}

  /** A line of the journal of thread {@code t}; an empty parent is none. */
  static String line(String id, String parent, String text) {
    String parentId = parent.isEmpty() ? "" : "\"parent_id\":\"" + parent + "\",";
    return ("{\"id\":\"%s\",\"thread_id\":\"t\",%s\"type\":\"user_message\",\"created_at\":\"2026-06-14T09:00:0%dZ\","
            + "\"message\":{\"Role\":\"user\",\"Content\":\"%s\"}}")
        .formatted(id, parentId, 1 + id.charAt(0) % 9, text);
  }

  /** A snapshot with a leaf; an empty one is none. */
  static String thread(String id, String leaf) {
    return "{\"id\":\"%s\",\"leaf_id\":\"%s\",%s}".formatted(id, leaf, TIMES);
  }

  /** Writes a thread's folder and returns its journal. */
  static Path write(Path root, String thread, List<String> lines) {
    return write(root, "t", thread, String.join("\n", lines) + "\n");
  }

  static Path write(Path root, String name, String thread, String journal) {
    try {
      Path folder =
          root.resolve(
              "id_"
                  + Base64.getUrlEncoder()
                      .withoutPadding()
                      .encodeToString(name.getBytes(StandardCharsets.UTF_8)));
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("thread.json"), thread);
      return Files.writeString(folder.resolve("entries.jsonl"), journal);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
