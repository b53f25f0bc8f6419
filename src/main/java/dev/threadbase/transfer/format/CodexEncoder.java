package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    Set<String> placed =
        new HashSet<>(Set.of("workspace", "vendor", "forked_from_thread_id", "parent_thread_id"));
    if (CodexMeta.places(thread.metadata())) {
      placed.add("metadata");
    }
    if (CodexMeta.isOwn(thread)) {
      placed.add("model");
    }
    Unplaced.tell(thread, placed, losses);
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
      tellCompaction(entry, content);
      return List.of(line(entry, CodexLine.COMPACTED, compacted(content).toString()));
    }
    if (message != null) {
      tellMessage(entry, content, message);
      return items(entry, content, message, type);
    }
    if (type != null && content.data() != null) {
      return beside(entry, type, content.metadata().get(CodexReader.EVENT), content.data());
    }
    if (entry.type().equals(EntryType.MODEL_CHANGE) && content.model() != null) {
      Unplaced.tell(entry, content, Set.of("model"), losses);
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

  private void tellMessage(Entry entry, Content content, Message message) {
    Set<String> placed = new HashSet<>();
    if (content.metadata().keySet().stream().allMatch(CodexItems.TYPE::equals)) {
      placed.add("metadata");
    }
    if (CodexRemainder.of(content) != null) {
      placed.add("data");
    }
    Unplaced.tell(entry, content, placed, losses);
    if (!message.attributes().isEmpty()) {
      losses.field(entry, "attributes");
    }
    boolean answers = message.parts().stream().allMatch(Part.ToolResult.class::isInstance);
    if (message.role().equals(Role.TOOL) && !answers) {
      losses.field(entry, "role");
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.Reasoning thought && thought.signature() != null) {
        losses.field(entry, "reasoning.signature");
      }
    }
  }

  /** Codex keeps no tail of what was said before. */
  private void tellCompaction(Entry entry, Content content) {
    Set<String> placed = new HashSet<>(Set.of("compaction", "summary", "replacement"));
    if (CodexRemainder.of(content) != null) {
      placed.add("data");
    }
    Unplaced.tell(entry, content, placed, losses);
    Compaction compaction = content.compaction();
    boolean keeps =
        compaction != null
            && content.replacement().isEmpty()
            && compaction.firstKeptEntryId() != null
            && !compaction.firstKeptEntryId().equals(entry.id());
    if (keeps) {
      losses.field(entry, "compaction.first_kept_entry_id");
    }
  }
}
