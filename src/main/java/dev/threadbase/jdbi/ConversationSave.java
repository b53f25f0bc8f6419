package dev.threadbase.jdbi;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.SavePlan;
import dev.threadbase.conversation.StoredConversation;
import dev.threadbase.conversation.StoredStep;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A save: what is there and what is wanted are compared under the lock of the thread's row, so that
 * nothing comes in between.
 */
record ConversationSave(ConversationWriter writer, Conversation conversation, OffsetDateTime now) {

  Conversation run() {
    Optional<ThreadRow> found = writer.lock(conversation.id());
    Conversation wanted = conversation.withUpdatedAt(now);
    if (found.isEmpty() && !conversation.hasUserInteraction()) {
      return wanted.withStored(null);
    }
    ThreadRow thread = found.orElseGet(() -> writer.lockOrCreate(wanted.header()));
    List<StoredStep> journal = ConversationJournal.read(writer.handle(), thread);
    SavePlan plan = SavePlan.of(wanted, journal, thread.meta().leafId());
    if (!plan.speaks()) {
      empty(thread, journal);
      return wanted.withStored(null);
    }
    apply(thread, plan);
    writer.update(thread, wanted.header(), base());
    return ConversationJournal.load(
        writer.handle(), writer.handle().attach(ThreadSql.class).existing(thread.id()), view());
  }

  private void apply(ThreadRow thread, SavePlan plan) {
    ThreadRow at = plan.branches() ? writer.moveTo(thread, plan.from()) : thread;
    if (!plan.entries().isEmpty()) {
      writer.append(at, plan.entries());
    }
  }

  /** Nothing is on its path from now on; what was stays on a branch. */
  private void empty(ThreadRow thread, List<StoredStep> journal) {
    SavePlan.of(conversation.withMessages(List.of()), journal, thread.meta().leafId());
    apply(thread, SavePlan.EMPTIES);
  }

  private ConversationView view() {
    StoredConversation stored = conversation.stored();
    return stored == null ? ConversationView.CONTEXT : stored.view();
  }

  private @Nullable ConversationHeader base() {
    StoredConversation stored = conversation.stored();
    return stored == null ? null : stored.header();
  }
}
