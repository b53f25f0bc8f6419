package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a thread as a rollout of Codex. A message is as many lines as it has calls, answers,
 * thoughts and runs of text.
 */
final class CodexEncoder implements TranscriptEncoder {

  private final ThreadMeta thread;
  private final Losses losses;
  private boolean isNew;

  CodexEncoder(ThreadMeta thread, Losses losses) {
    this.thread = thread;
    this.losses = losses;
  }

  @Override
  public List<String> begin() {
    isNew = true;
    return List.of(
        CodexLine.json(
            Objects.requireNonNull(thread.createdAt()),
            CodexLine.SESSION_META,
            CodexMeta.write(thread).toString()));
  }

  @Override
  public List<String> lines(Entry entry) {
    Content content = entry.content();
    Message message = content.message();
    String type = content.metadata().get(CodexItems.TYPE);
    if (entry.type().equals(EntryType.COMPACTION)) {
      return List.of(line(entry, CodexLine.COMPACTED, compacted(content).toString()));
    }
    if (message != null) {
      return items(entry, content, message, type);
    }
    if (type != null && content.data() != null) {
      return beside(entry, type, content.metadata().get(CodexReader.EVENT), content.data());
    }
    if (entry.type().equals(EntryType.MODEL_CHANGE) && content.model() != null) {
      return List.of(line(entry, CodexLine.TURN_CONTEXT, turnContext(content.model())));
    }
    losses.entry(entry);
    return List.of();
  }

  /**
   * A new file has said what it is about already, and holds no turns that were dropped: a rollback
   * would drop others.
   */
  private List<String> beside(Entry entry, String type, @Nullable String event, String payload) {
    if (isNew && (type.equals(CodexLine.SESSION_META) || CodexReader.ROLLBACK.equals(event))) {
      losses.entry(entry);
      return List.of();
    }
    return List.of(type.equals(CodexLine.STATE) ? payload : line(entry, type, payload));
  }

  private static String line(Entry entry, String type, String payload) {
    return CodexLine.json(entry.createdAt(), type, payload);
  }

  private List<String> items(Entry entry, Content content, Message message, @Nullable String kind) {
    List<ObjectNode> items = CodexItems.items(message, kind);
    if (items.size() == 1) {
      CodexRemainder.addTo(items.get(0), CodexRemainder.of(content));
    }
    List<String> lines = new ArrayList<>();
    items.forEach(item -> lines.add(line(entry, CodexLine.RESPONSE_ITEM, item.toString())));
    return lines;
  }

  /** A compaction as a payload. */
  static ObjectNode compacted(Content content) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    payload.put("message", content.summary() == null ? "" : content.summary());
    if (!content.replacement().isEmpty()) {
      ArrayNode history = payload.putArray("replacement_history");
      content
          .replacement()
          .forEach(message -> CodexItems.items(message, null).forEach(history::add));
    }
    CodexRemainder.addTo(payload, CodexRemainder.of(content));
    return payload;
  }

  private String turnContext(String model) {
    ObjectNode payload = JsonMapper.shared().createObjectNode();
    payload.put("cwd", thread.workspace() == null ? "" : thread.workspace());
    payload.put("approval_policy", "on-request");
    payload.putObject("sandbox_policy").put("type", "read-only");
    return payload.put("model", model).put("summary", "auto").toString();
  }
}
