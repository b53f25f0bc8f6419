package dev.threadbase.pool.compaction;

import dev.threadbase.context.TokenEstimate;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
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
    List<Message> replacement = content.replacement();
    if (!replacement.isEmpty()) {
      // One text is the summary itself; more of them are a conversation.
      boolean one = replacement.size() == 1 && isText(replacement.get(0));
      return one
          ? replacement.get(0).text()
          : replacement.stream().map(MessageLine::of).collect(Collectors.joining("\n"));
    }
    String summary = content.summary();
    return summary == null ? "" : summary;
  }

  private static boolean isText(Message message) {
    return message.parts().stream().allMatch(Part.Text.class::isInstance);
  }
}
