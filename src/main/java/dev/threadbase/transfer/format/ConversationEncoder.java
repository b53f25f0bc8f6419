package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a thread as a session file of ggcode, byte for byte as ggcode writes it. */
final class ConversationEncoder implements TranscriptEncoder {

  private final ThreadMeta thread;
  private final Losses losses;

  ConversationEncoder(ThreadMeta thread, Losses losses) {
    this.thread = thread;
    this.losses = losses;
  }

  @Override
  public List<String> begin() {
    return List.of(ConversationMeta.write(thread));
  }

  /** The last record counts. */
  @Override
  public List<String> revise() {
    return ConversationMeta.isRevised(thread) ? List.of(ConversationMeta.write(thread)) : List.of();
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
}
