package dev.threadbase.transfer.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The list of sessions beside the files of ggcode, which is not only a copy: the newest title and
 * time of a session often stand there alone (ggcode session, index.json).
 */
final class ConversationIndex {

  static final String NAME = "index.json";

  private ConversationIndex() {}

  /** What the list says of a session; null if it says nothing or cannot be read. */
  static @Nullable ConversationMeta element(Path file, String sessionId, Notes notes) {
    Path index = file.resolveSibling(NAME);
    if (!Files.isRegularFile(index)) {
      return null;
    }
    JsonNode list = read(index);
    if (list == null || !(list.isArray() || list.isNull())) {
      notes.warn(0, "bad_index", "the index beside it cannot be read; the last meta record counts");
      return null;
    }
    for (JsonNode element : list) {
      if (element.isObject() && sessionId.equals(JsonFields.text(element, "id"))) {
        return ConversationMeta.of(element);
      }
    }
    return null;
  }

  private static @Nullable JsonNode read(Path index) {
    try {
      return JsonLimits.wholeFile(index)
          .map(bytes -> RawJson.parsedOrText(new String(bytes, StandardCharsets.UTF_8)))
          .orElse(null);
    } catch (IOException unreadable) {
      return null;
    }
  }
}
