package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a thread as a session file of ggcode, byte for byte as ggcode writes it. */
final class ConversationEncoder implements TranscriptEncoder {

  private final ThreadMeta thread;
  private final Losses losses;
  private @Nullable Instant lastTime;

  ConversationEncoder(ThreadMeta thread, Losses losses) {
    this.thread = thread;
    this.losses = losses;
    this.lastTime = thread.createdAt();
  }

  @Override
  public List<String> begin() {
    Set<String> placed = new HashSet<>(Set.of("title", "workspace", "vendor", "endpoint", "model"));
    if (ConversationMeta.places(thread.metadata())) {
      placed.add("metadata");
    }
    Unplaced.tell(thread, placed, losses);
    return List.of(ConversationMeta.write(thread));
  }

  @Override
  public List<String> lines(Entry entry) {
    Content content = entry.content();
    String kept = KeptLine.of(content, ConversationFormat.NAME);
    String line = kept != null ? kept : line(entry.type(), content, thread.id());
    if (line == null) {
      losses.entry(entry);
      return List.of();
    }
    if (kept == null) {
      tell(entry, content);
    }
    return List.of(line);
  }

  /** An entry's record; null for one that has none. */
  static @Nullable String line(EntryType type, Content content, String sessionId) {
    if (type.equals(EntryType.COMPACTION)) {
      return ConversationCheckpoint.line(content, sessionId);
    }
    Message message = content.message();
    if (message != null) {
      return ConversationMessage.line(content, message, sessionId);
    }
    return switch (type.name()) {
      case ConversationUsage.TYPE -> ConversationUsage.line(content, sessionId);
      case ConversationMetric.TYPE -> ConversationMetric.line(content, sessionId);
      case ConversationTunnelEvent.TYPE -> ConversationTunnelEvent.line(content, sessionId);
      case ConversationCost.TYPE -> ConversationCost.line(content, sessionId);
      default -> null;
    };
  }

  private void tell(Entry entry, Content content) {
    Message message = content.message();
    Set<String> placed = new HashSet<>();
    if (message != null) {
      tellParts(entry, message.parts());
      tellMessage(entry, message);
      if (ConversationMessage.places(content.metadata())) {
        placed.add("metadata");
      }
    } else if (entry.type().equals(EntryType.COMPACTION)) {
      placed.addAll(Set.of("compaction", "replacement", "summary"));
      tellCompaction(entry, content);
      content.replacement().forEach(replacing -> tellParts(entry, replacing.parts()));
    } else {
      placed.addAll(Set.of("provider", "model", "usage", "data"));
    }
    Unplaced.tell(entry, content, placed, losses);
    boolean timed =
        Set.of(ConversationUsage.TYPE, ConversationMetric.TYPE).contains(entry.type().name());
    if (!timed && !entry.createdAt().equals(lastTime)) {
      losses.field(entry, "created_at");
    }
    lastTime = timed ? entry.createdAt() : lastTime;
  }

  private void tellMessage(Entry entry, Message message) {
    if (!message.attributes().isEmpty()) {
      losses.field(entry, "attributes");
    }
    boolean answers = message.parts().stream().allMatch(Part.ToolResult.class::isInstance);
    if (message.role().equals(Role.TOOL) && !answers) {
      losses.field(entry, "role");
    }
  }

  private void tellParts(Entry entry, List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Part.Media media && media.url() != null) {
        losses.field(entry, "media.url");
      } else if (part instanceof Part.ToolCall call && RawJson.isBroken(call.arguments())) {
        losses.field(entry, "tool_call.arguments");
      } else if (part instanceof Part.ToolResult result && !isPlain(result.content())) {
        losses.field(entry, "tool_result.content");
      }
    }
  }

  /** Whether an answer is one text and then images with their content. */
  private static boolean isPlain(List<Part> answer) {
    for (int i = 0; i < answer.size(); i++) {
      boolean image = answer.get(i) instanceof Part.Media media && media.url() == null;
      if (!image && !(i == 0 && answer.get(i) instanceof Part.Text)) {
        return false;
      }
    }
    return true;
  }

  /** A checkpoint has no tail: what a compaction keeps of the path has no place. */
  private void tellCompaction(Entry entry, Content content) {
    Compaction compaction = content.compaction();
    if (compaction != null && content.replacement().isEmpty()) {
      String firstKept = compaction.firstKeptEntryId();
      if (firstKept != null && !firstKept.equals(entry.id())) {
        losses.field(entry, "compaction.first_kept_entry_id");
      }
      if (!compaction.keptUserEntryIds().isEmpty()) {
        losses.field(entry, "compaction.kept_user_entry_ids");
      }
    }
  }
}
