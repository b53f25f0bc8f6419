package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes messages as lines of pi's tree versions; a file of version 1 has no place for an id, and
 * pi ignores it there.
 */
final class PiEncoder implements TranscriptEncoder {

  private final Losses losses;

  PiEncoder(Losses losses) {
    this.losses = losses;
  }

  @Override
  public List<String> lines(Entry entry) {
    Content content = entry.content();
    Message message = content.message();
    @Nullable ObjectNode written =
        message == null ? null : PiMessages.write(message, content, entry.createdAt());
    if (written == null) {
      losses.entry(entry);
      return List.of();
    }
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("type", "message");
    line.put("id", entry.id());
    line.put("parentId", entry.parentId());
    line.put("timestamp", entry.createdAt().toString());
    line.set("message", written);
    return List.of(line.toString());
  }
}
