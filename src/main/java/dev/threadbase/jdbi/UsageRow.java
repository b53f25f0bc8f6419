package dev.threadbase.jdbi;

import dev.threadbase.SegmentException;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.message.Usage;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an entry says about what a call of a model took.
 *
 * @param entry the entry
 * @param createdAtNanos when the call was, as the record says or else the entry
 * @param turnIndex the number of the turn; null if nobody says it
 * @param responseId the answer that this tells of; null if nobody says it
 * @param source what the call was for, in the words of the record
 * @param vendor the model's vendor
 * @param endpoint the model's endpoint
 * @param model the model
 * @param tokens the tokens
 */
record UsageRow(
    Entry entry,
    long createdAtNanos,
    @Nullable Long turnIndex,
    @Nullable String responseId,
    @Nullable String source,
    @Nullable String vendor,
    @Nullable String endpoint,
    @Nullable String model,
    TokenUsage tokens) {

  private static final EntryType LOGGED = new EntryType("llm_usage");
  private static final String MEMBER = "\"usage\"";

  /**
   * Whether an entry may tell of tokens. Quotes within texts are escaped, so that only a member of
   * the name, at whatever depth, looks like this.
   */
  static boolean isIn(EntryType type, String payload) {
    return type.equals(EntryType.USAGE) || type.equals(LOGGED) || payload.contains(MEMBER);
  }

  /** What an entry says; empty if it says nothing of tokens. */
  static Optional<UsageRow> of(Entry entry) {
    try {
      return entry.type().equals(LOGGED) ? ofLog(entry) : ofContent(entry, entry.content());
    } catch (InvalidData | SegmentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<UsageRow> ofContent(Entry entry, Content content) {
    String data = content.data();
    if (entry.type().equals(EntryType.USAGE) && data != null) {
      JsonNode record = DerivedValues.object(data);
      if (!record.isEmpty()) {
        return Optional.of(ofRecord(entry, content, data, record));
      }
    }
    Usage usage = content.usage();
    return usage == null
        ? Optional.empty()
        : Optional.of(
            new UsageRow(
                entry,
                Instants.toNanos(entry.createdAt()),
                null,
                ResponseIds.of(content),
                null,
                content.provider(),
                null,
                first(content.model(), entry.model()),
                tokens(usage)));
  }

  /** The record is what its application noted; what it leaves out may stand beside it. */
  private static UsageRow ofRecord(Entry entry, Content content, String data, JsonNode members) {
    UsageRecord record = RecordJson.usage(data);
    Usage beside = content.usage();
    boolean silent = record.tokens().equals(TokenUsage.NONE);
    return new UsageRow(
        entry,
        DerivedValues.nanos(record.timestamp(), entry),
        record.turnIndex(),
        ResponseIds.of(content),
        DerivedValues.member(members, "source"),
        first(record.vendor(), content.provider()),
        record.endpoint(),
        first(record.model(), content.model()),
        silent && beside != null ? tokens(beside) : record.tokens());
  }

  /** A log counts the whole prompt; what a cache had of it is in that number. */
  private static Optional<UsageRow> ofLog(Entry entry) {
    if (!(LogEntry.parse(entry.payload()) instanceof LogEntry.LlmUsage logged)) {
      return Optional.empty();
    }
    long prompt = DerivedValues.unsigned(logged.usage().inputTotalTokens());
    long read = DerivedValues.unsigned(logged.usage().cacheReadTokens());
    long written = DerivedValues.unsigned(logged.usage().cacheWriteTokens());
    long output = DerivedValues.unsigned(logged.usage().outputTokens());
    TokenUsage tokens =
        new TokenUsage(Math.max(0, prompt - read - written), output, read, written, prompt);
    long time = Instants.toNanos(entry.createdAt());
    return Optional.of(new UsageRow(entry, time, null, null, null, null, null, null, tokens));
  }

  private static TokenUsage tokens(Usage usage) {
    return new TokenUsage(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.cacheReadTokens(),
        usage.cacheWriteTokens(),
        0);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
