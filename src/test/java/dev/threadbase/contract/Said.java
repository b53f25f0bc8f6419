package dev.threadbase.contract;

import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.TurnStatus;
import java.util.List;

/** Entries of conversations with ids of their own, and what came of them. */
final class Said {

  private Said() {}

  /** A user's message whose text is its id. */
  static NewEntry byUser(String id) {
    return NewEntry.message(Message.user(id)).withId(id);
  }

  /** A model's message whose text is its id. */
  static NewEntry byModel(String id) {
    return NewEntry.message(Message.assistant(id)).withId(id);
  }

  /** A call of a tool; the call's id is that of the entry. */
  static NewEntry call(String id) {
    return NewEntry.message(Message.toolCall(id, "look", "{}")).withId(id);
  }

  /** A result of a call. */
  static NewEntry result(String id, String callId) {
    return NewEntry.message(Message.toolResult(callId, "look", id)).withId(id);
  }

  /** A compaction whose own id is that of its entry. */
  static NewEntry compaction(String id, String firstKept, String... keptUsers) {
    return compaction(id, "summary of " + id, firstKept, List.of(keptUsers));
  }

  static NewEntry compaction(String id, String summary, String firstKept, List<String> keptUsers) {
    Compaction cut =
        new Compaction(
            id, null, null, null, 1, id, firstKept, keptUsers, null, null, null, 0, 0, null, null);
    Content content = Content.EMPTY.withCompaction(cut).withSummary(summary);
    return NewEntry.of(EntryType.COMPACTION, content).withId(id);
  }

  /** The beginning of a turn that goes on from an entry. */
  static NewEntry retryFrom(String id, String sourceEntryId) {
    return NewEntry.turnMarker(
            id, TurnStatus.STARTED, new RetrySource(null, sourceEntryId, null).metadata())
        .withId(id);
  }

  /** The entries that the messages of a context stand for. */
  static List<String> entries(ContextProjection context) {
    return context.annotations().stream().map(MessageAnnotation::entryId).toList();
  }

  /** The text of the first message. */
  static String first(ContextProjection context) {
    return context.messages().get(0).text();
  }
}
