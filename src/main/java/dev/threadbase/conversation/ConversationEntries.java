package dev.threadbase.conversation;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a conversation holds, as entries of its thread. */
public final class ConversationEntries {

  /** The name in the metadata of an entry that takes back what entries of its type said before. */
  static final String BEGINS_ANEW = "begins_anew";

  private ConversationEntries() {}

  /**
   * The type of a message that a model is sent, whoever speaks: that of a user's message where its
   * role has none of its own.
   */
  public static EntryType typeOf(Message message) {
    if (message.role().equals(Role.TOOL)) {
      return EntryType.TOOL_RESULT;
    }
    if (!message.role().equals(Role.ASSISTANT)) {
      return EntryType.USER_MESSAGE;
    }
    boolean calls = message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    return calls ? EntryType.TOOL_CALL : EntryType.ASSISTANT_MESSAGE;
  }

  /** A message. */
  public static NewEntry message(Message message) {
    return NewEntry.of(typeOf(message), Content.of(message));
  }

  /**
   * A checkpoint: its messages stand for everything before it.
   *
   * @param firstKept the entry from which on the path is kept: the checkpoint itself for nothing
   * @param tokens how many tokens the messages take; 0 for unknown
   */
  public static Content checkpointContent(
      @Nullable String firstKept, List<Message> messages, long tokens) {
    Compaction cut =
        new Compaction(
            null, null, null, null, 0, null, firstKept, List.of(), null, null, null, 0, tokens,
            null, null);
    return Content.EMPTY.withCompaction(cut).withReplacement(messages);
  }

  /** A checkpoint of which nothing before it is kept. */
  public static NewEntry checkpoint(String id, List<Message> messages, long tokens) {
    return NewEntry.of(EntryType.COMPACTION, checkpointContent(id, messages, tokens)).withId(id);
  }

  /** A record of tokens. */
  public static NewEntry usage(UsageRecord usage) {
    return NewEntry.of(EntryType.USAGE, usageContent(usage, RecordJson.of(usage)))
        .at(time(usage.timestamp()));
  }

  /**
   * A record of tokens.
   *
   * @param json the record as it is spelled
   */
  public static Content usageContent(UsageRecord usage, String json) {
    TokenUsage tokens = usage.tokens();
    return Content.EMPTY
        .withModel(usage.vendor(), usage.model())
        .withUsage(
            new Usage(
                Math.max(0, tokens.inputTokens()),
                Math.max(0, tokens.outputTokens()),
                Math.max(0, tokens.cacheReadTokens()),
                Math.max(0, tokens.cacheWriteTokens())))
        .withData(json);
  }

  /** A metric. */
  public static NewEntry metric(MetricEvent metric) {
    return said(EntryType.METRIC, RecordJson.of(metric)).at(time(metric.timestamp()));
  }

  /**
   * An event of the ledger.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if its data is no JSON
   */
  public static NewEntry tunnelEvent(TunnelEvent event) {
    return said(EntryType.TUNNEL_EVENT, RecordJson.of(event));
  }

  /**
   * An account of costs; null for none any more.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if it is no JSON
   */
  public static NewEntry cost(@Nullable String cost) {
    return cost == null
        ? anew(EntryType.COST)
        : said(EntryType.COST, RecordJson.compact("the cost", cost));
  }

  /** From here on the ledger of events is another. */
  static NewEntry newLedger() {
    return anew(EntryType.TUNNEL_EVENT);
  }

  private static NewEntry said(EntryType type, String data) {
    return NewEntry.of(type, Content.EMPTY.withData(data));
  }

  private static NewEntry anew(EntryType type) {
    return NewEntry.of(type, Content.EMPTY.withMetadata(Map.of(BEGINS_ANEW, "true")));
  }

  /** The time of an entry; null for one that an entry cannot have. */
  private static @Nullable Instant time(OffsetDateTime time) {
    boolean kept = time.getYear() >= 1678 && time.getYear() <= 2261;
    return kept ? time.toInstant() : null;
  }
}
