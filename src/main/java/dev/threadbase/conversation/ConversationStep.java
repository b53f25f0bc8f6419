package dev.threadbase.conversation;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an entry means to a conversation. */
public sealed interface ConversationStep {

  /** A message of the conversation. */
  record Said(Message message) implements ConversationStep {}

  /**
   * Messages that stand for everything before, and what of that is kept.
   *
   * @param messages those messages
   * @param keptIds entries before the tail that are kept word for word
   * @param firstKept where the kept tail begins; null for nowhere
   * @param keepsLast whether what was said last is the tail if no other is there, a call with its
   *     results
   */
  record Checkpoint(
      List<Message> messages, List<String> keptIds, @Nullable String firstKept, boolean keepsLast)
      implements ConversationStep {}

  /** A record of tokens. */
  record Tokens(UsageRecord usage) implements ConversationStep {}

  /** A metric. */
  record Timed(MetricEvent metric) implements ConversationStep {}

  /** An event of the ledger; null when the ledger begins anew. */
  record Happened(@Nullable TunnelEvent event) implements ConversationStep {}

  /** An account of costs; null for none any more. */
  record Costs(@Nullable String cost) implements ConversationStep {
    /** What the host keeps of costs may be anything; it is left out. */
    @Override
    public String toString() {
      return "Costs[]";
    }
  }

  /** Anything else. */
  record Beside() implements ConversationStep {}

  /** The entries that a model is sent. */
  Set<EntryType> SPOKEN =
      Set.of(
          EntryType.USER_MESSAGE,
          EntryType.ASSISTANT_MESSAGE,
          EntryType.TOOL_CALL,
          EntryType.TOOL_RESULT);

  /** How ggcode begins the message that a summary becomes. */
  String SUMMARY = "[Previous conversation summary]\n";

  /** Whether a user says something in words. */
  default boolean isUserText() {
    return (this instanceof Said said && Conversation.isUserText(said.message()))
        || (this instanceof Checkpoint checkpoint
            && checkpoint.messages().stream().anyMatch(Conversation::isUserText));
  }

  /** What an entry means; what another hand wrote in words of its own is beside. */
  static ConversationStep of(Entry entry) {
    try {
      return of(entry.type(), entry.content());
    } catch (InvalidData foreign) {
      return new Beside();
    }
  }

  private static ConversationStep of(EntryType type, Content content) {
    Message message = content.message();
    if (SPOKEN.contains(type) && message != null) {
      return new Said(message);
    }
    if (type.equals(EntryType.COMPACTION)) {
      return checkpoint(content);
    }
    boolean anew = content.metadata().containsKey(ConversationEntries.BEGINS_ANEW);
    String data = content.data();
    if (type.equals(EntryType.TUNNEL_EVENT) && (anew || data != null)) {
      return new Happened(data == null ? null : RecordJson.tunnelEvent(data));
    }
    if (type.equals(EntryType.COST) && (anew || data != null)) {
      return new Costs(data);
    }
    if (type.equals(EntryType.USAGE) && data != null) {
      return new Tokens(RecordJson.usage(data));
    }
    if (type.equals(EntryType.METRIC) && data != null) {
      return new Timed(RecordJson.metric(data));
    }
    return new Beside();
  }

  /**
   * What a context keeps is kept. A summary without messages of its own becomes one of the system;
   * messages of its own stand for all that was before.
   */
  private static Checkpoint checkpoint(Content content) {
    if (!content.replacement().isEmpty()) {
      return new Checkpoint(content.replacement(), List.of(), null, false);
    }
    Compaction cut = content.compaction();
    String summary = content.summary();
    List<String> kept = cut == null ? List.of() : cut.keptUserEntryIds();
    return new Checkpoint(
        summary == null || summary.isEmpty()
            ? List.of()
            : List.of(Message.system(SUMMARY + summary)),
        kept,
        cut == null ? null : cut.firstKeptEntryId(),
        kept.isEmpty());
  }
}
