package dev.threadbase.jdbi;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.StoredHeader;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.ThreadUpdate.Field;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one conversation, in a transaction that holds its thread's row.
 *
 * @param handle the transaction
 * @param lease the lease to write under; null for none
 * @param time the time of the write
 */
record ConversationWriter(Handle handle, @Nullable TurnLease lease, Instant time) {

  /**
   * Reads a conversation's thread and makes every other writer of it wait.
   *
   * @return empty if there is none
   * @throws ThreadDeleted if it is deleted, or was purged
   */
  Optional<ThreadRow> lock(String threadId) {
    if (handle.attach(ThreadSql.class).find(threadId).isPresent()) {
      try {
        ThreadRow thread = Fence.lock(handle, threadId, lease);
        Fence.refuseLog(thread);
        return Optional.of(thread);
      } catch (ThreadDeleted restorable) {
        throw restorable;
      } catch (ThreadNotFound meanwhile) {
        // Gone since it was found.
      }
    }
    Fence.check(threadId, lease);
    refusePurged(threadId);
    return Optional.empty();
  }

  private void refusePurged(String threadId) {
    Optional<Long> purged = handle.attach(ConversationSql.class).purged(threadId);
    if (purged.isPresent()) {
      throw new ThreadDeleted(threadId, Instants.of(purged.get()));
    }
  }

  /** Reads a conversation's thread, or makes it with a header. */
  ThreadRow lockOrCreate(ConversationHeader header) {
    return lock(header.id()).orElseGet(() -> create(header));
  }

  private ThreadRow create(ConversationHeader header) {
    ThreadMeta thread = StoredHeader.thread(header);
    Instant created = Objects.requireNonNull(thread.createdAt());
    Instant updated = Objects.requireNonNull(thread.updatedAt());
    ThreadValues values = new ThreadValues(thread, header.id(), created, updated);
    new ThreadCreation(values, Ids.next()).run(handle);
    return handle.attach(ThreadSql.class).existing(header.id());
  }

  /** Appends at the leaf. */
  List<Entry> append(ThreadRow thread, List<NewEntry> entries) {
    List<Draft> drafts = Draft.of(entries, AppendOptions.DEFAULT, time);
    return BranchAppend.append(handle, thread, drafts, AppendOptions.DEFAULT);
  }

  /** Moves the leaf. */
  ThreadRow moveTo(ThreadRow thread, @Nullable String entryId) {
    return HeadMove.to(handle, thread.id(), entryId, lease, Instants.toNanos(time));
  }

  /**
   * Writes what of a header its caller has changed. Appends have moved the update time with their
   * entries: it becomes what it was, unless the header says a later one.
   *
   * @param base what the caller started from; null to write all of it
   */
  void update(ThreadRow before, ConversationHeader header, @Nullable ConversationHeader base) {
    ThreadUpdate changes = StoredHeader.changes(header, base, before.meta());
    if (changes.values().keySet().equals(Set.of(Field.UPDATED_AT))) {
      Instant updatedAt = (Instant) changes.values().get(Field.UPDATED_AT);
      handle
          .attach(ConversationSql.class)
          .setUpdatedAt(before.id(), Instants.toNanos(Objects.requireNonNull(updatedAt)));
    } else {
      ThreadEdit.update(handle, before.id(), changes.under(lease));
    }
  }

  /** A thread as it is now. */
  ThreadMeta now(String threadId) {
    return handle.attach(ThreadSql.class).existing(threadId).meta();
  }
}
