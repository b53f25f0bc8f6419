package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Session files of the pi coding agent, versions 1 (a chain of lines) to 3 (a tree). */
public final class PiFormat implements TranscriptFormat {

  /** The format's name. */
  public static final String NAME = "pi";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(List<JsonNode> firstLines) {
    JsonNode first = firstLines.get(0);
    return "session".equals(JsonFields.text(first, "type"))
        && JsonFields.text(first, "id") != null
        && JsonFields.text(first, "cwd") != null;
  }

  @Override
  public TranscriptReader reader(Path file, Notes notes) {
    return new PiReader();
  }

  /**
   * A message line of the tree versions; a file of version 1 has no place for an id, and pi ignores
   * it there.
   */
  @Override
  public Optional<String> line(Entry entry) {
    Content content = entry.content();
    Message message = content.message();
    if (message == null) {
      return Optional.empty();
    }
    @Nullable ObjectNode written = PiMessages.write(message, content, entry.createdAt());
    if (written == null) {
      return Optional.empty();
    }
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("type", "message");
    line.put("id", entry.id());
    line.put("parentId", entry.parentId());
    line.put("timestamp", entry.createdAt().toString());
    line.set("message", written);
    return Optional.of(line.toString());
  }
}
