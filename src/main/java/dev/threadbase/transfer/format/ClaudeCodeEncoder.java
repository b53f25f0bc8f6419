package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages as lines of a transcript of Claude Code; nothing else has a line. */
final class ClaudeCodeEncoder implements TranscriptEncoder {

  private final Losses losses;

  ClaudeCodeEncoder(Losses losses) {
    this.losses = losses;
  }

  @Override
  public List<String> lines(Entry entry) {
    Content content = entry.content();
    Message message = content.message();
    if (message == null || message.role().equals(Role.SYSTEM)) {
      losses.entry(entry);
      return List.of();
    }
    boolean assistant = message.role().equals(Role.ASSISTANT);
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("parentUuid", entry.parentId());
    line.put("isSidechain", false);
    line.put("userType", "external");
    line.put("sessionId", entry.sessionId());
    line.put("type", assistant ? "assistant" : "user");
    ObjectNode body = line.putObject("message");
    body.put("role", assistant ? "assistant" : "user");
    if (content.model() != null) {
      body.put("model", content.model());
    }
    body.set("content", ClaudeCodeMessages.blocks(message.parts()));
    line.put("uuid", entry.id());
    line.put("timestamp", entry.createdAt().toString());
    return List.of(line.toString());
  }
}
