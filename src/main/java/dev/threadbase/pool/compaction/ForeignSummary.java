package dev.threadbase.pool.compaction;

import dev.threadbase.context.TokenEstimate;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What another way of compacting left in a conversation, as a summary. */
final class ForeignSummary {

  private ForeignSummary() {}

  /** One leaf; none if the compaction says nothing. */
  static List<Summary> of(Entry entry, Content content) {
    String text = text(content);
    if (text.isBlank()) {
      return List.of();
    }
    Compaction compaction = content.compaction();
    return List.of(
        new Summary(
            entry.id(),
            0,
            List.of(),
            null,
            through(entry, compaction),
            null,
            entry.createdAt(),
            0,
            TokenEstimate.of(text),
            compaction == null ? 0 : compaction.tokensBefore(),
            text));
  }

  private static String through(Entry entry, @Nullable Compaction compaction) {
    String through = compaction == null ? null : compaction.compactedThroughEntryId();
    return through == null ? entry.id() : through;
  }

  private static String text(Content content) {
    if (!content.replacement().isEmpty()) {
      return content.replacement().stream().map(Message::text).collect(Collectors.joining("\n\n"));
    }
    String summary = content.summary();
    return summary == null ? "" : summary;
  }
}
