package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.StoredConversation;
import dev.threadbase.conversation.StoredHeader;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Appends of one record, and of none. */
final class ConversationAppend {

  private ConversationAppend() {}

  /**
   * Appends a record that a conversation holds already, and writes what its header changes.
   *
   * @param titles whether a title is made of the messages where there is none
   */
  static Conversation record(
      ConversationWriter writer, Conversation given, NewEntry entry, boolean titles) {
    ThreadRow thread = writer.lockOrCreate(given.header());
    boolean untitled =
        given.header().title().isEmpty() && StoredHeader.of(thread.meta()).title().isEmpty();
    Conversation conversation = titles && untitled ? given.withTitleOfMessages() : given;
    boolean known = isKnown(conversation, thread);
    Entry appended = writer.append(thread, List.of(entry)).get(0);
    writer.update(thread, conversation.header(), base(conversation));
    String leafId = known ? appended.id() : leaf(conversation);
    return stored(conversation, writer.now(thread.id()), leafId);
  }

  /**
   * Appends a record to a conversation that says something in a user's words, as it is given or as
   * it is stored: a checkpoint may have put a summary in their place.
   *
   * @param with the conversation with the record
   */
  static Conversation beside(
      ConversationWriter writer, Conversation given, Conversation with, NewEntry entry) {
    return isSpoken(writer, given) ? record(writer, with, entry, false) : given;
  }

  private static boolean isSpoken(ConversationWriter writer, Conversation given) {
    return given.hasUserInteraction()
        || writer
            .lock(given.id())
            .filter(thread -> thread.spoken() && thread.meta().leafId() != null)
            .isPresent();
  }

  /** Appends a record alone, which leaves the update time. */
  static Entry record(ConversationWriter writer, String id, NewEntry entry) {
    ThreadRow thread = writer.lock(id).orElseThrow(() -> new ThreadNotFound(id));
    Entry appended = writer.append(thread, List.of(entry)).get(0);
    ConversationHeader header = StoredHeader.of(thread.meta());
    writer.update(thread, header, header);
    return appended;
  }

  /** Makes a conversation that is not there. */
  static Conversation ensure(ConversationWriter writer, Conversation conversation) {
    Optional<ThreadRow> there = writer.lock(conversation.id());
    return there.isPresent() ? conversation : created(writer, conversation);
  }

  private static Conversation created(ConversationWriter writer, Conversation conversation) {
    ThreadRow thread = writer.lockOrCreate(conversation.header());
    return stored(conversation, thread.meta(), null);
  }

  /** Writes what a header changes. */
  static Conversation meta(ConversationWriter writer, Conversation conversation) {
    if (!isSpoken(writer, conversation)) {
      return conversation;
    }
    ThreadRow thread = writer.lockOrCreate(conversation.header());
    writer.update(thread, conversation.header(), base(conversation));
    ThreadMeta after = writer.now(thread.id());
    boolean known = isKnown(conversation, thread);
    return stored(conversation, after, known ? after.leafId() : leaf(conversation));
  }

  /** Whether nobody else has written since the conversation was loaded. */
  private static boolean isKnown(Conversation conversation, ThreadRow thread) {
    return Objects.equals(leaf(conversation), thread.meta().leafId())
        && (conversation.stored() != null || thread.meta().entryCount() == 0);
  }

  private static Conversation stored(
      Conversation conversation, ThreadMeta thread, @Nullable String leafId) {
    StoredConversation before = conversation.stored();
    ConversationView view = before == null ? ConversationView.CONTEXT : before.view();
    ConversationHeader header = StoredHeader.of(thread);
    return conversation.withHeader(header).withStored(new StoredConversation(view, leafId, header));
  }

  private static @Nullable String leaf(Conversation conversation) {
    StoredConversation stored = conversation.stored();
    return stored == null ? null : stored.leafId();
  }

  private static @Nullable ConversationHeader base(Conversation conversation) {
    StoredConversation stored = conversation.stored();
    return stored == null ? null : stored.header();
  }
}
