package dev.threadbase.thread;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.ThreadbaseException.VersionConflict;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads, their entries and their forks. The behaviour is that of floret's session tree (its
 * in-memory repository), with the differences that {@code docs/conformance.md} lists.
 *
 * <p><b>Concurrency.</b> Every method is one atomic step, for threads of one process and for
 * processes that share a database. Writers of one thread take turns at its row; writers of
 * different threads do not meet. Readers see only what was committed, and never half an append.
 *
 * <p><b>Order.</b> Entries are ordered by position, never by time.
 *
 * <p><b>Failures.</b> After an exception nothing was written, except after {@link
 * dev.threadbase.ThreadbaseException.CommitUnknown}. All methods may throw {@link
 * dev.threadbase.ThreadbaseException.StoreUnavailable}.
 *
 * <p><b>Text.</b> Ids, names and payloads must not hold U+0000 or unpaired surrogates; both
 * databases refuse them with {@link InvalidData} before anything is sent. Times are kept to the
 * nanosecond and lie between the years 1678 and 2261.
 */
public interface ThreadRepository {

  /**
   * Creates a thread with an empty path.
   *
   * @param thread the values to store; an empty id has one made. The creation time is taken from
   *     it, else from the clock, and is the update time too. A leaf id is stored unchecked; such a
   *     thread has a broken path until its leaf is moved
   * @return the thread as stored
   * @throws ThreadExists if the id is taken
   */
  ThreadMeta createThread(ThreadMeta thread);

  /**
   * Reads a thread.
   *
   * @throws ThreadNotFound if there is none with this id
   */
  ThreadMeta thread(String threadId);

  /** Reads a thread that may not exist. */
  Optional<ThreadMeta> findThread(String threadId);

  /**
   * Replaces a thread's metadata: title, lineage, archived, status, workspace, channel, model,
   * metadata, creation and view times. An update time is stored as it is given; without one it is
   * now.
   *
   * @param thread the thread's values, with the leaf that it was read with
   * @return the thread as stored
   * @throws ThreadNotFound if there is none with this id
   * @throws HeadMoved if the leaf in {@code thread} is not the thread's leaf: a full replacement
   *     made from an old copy. {@link #moveLeaf} moves a head
   * @throws LeaseLost if it is written under a lease that is not held any more
   * @throws LeaseRequired if it is written under none, and the thread requires one
   */
  ThreadMeta updateThread(ThreadMeta thread, @Nullable TurnLease lease);

  /** Replaces a thread's metadata; see {@link #updateThread(ThreadMeta, TurnLease)}. */
  default ThreadMeta updateThread(ThreadMeta thread) {
    return updateThread(thread, null);
  }

  /**
   * Changes some fields of a thread's metadata. The update time changes only if it is one of them.
   *
   * @return the thread as stored
   * @throws ThreadNotFound if there is none with this id
   * @throws VersionConflict if the update expects a version that the thread does not have
   * @throws LeaseLost if the update names a lease that is not held any more
   * @throws LeaseRequired if it names none, and the thread requires one
   */
  ThreadMeta updateThread(String threadId, ThreadUpdate update);

  /**
   * Deletes a thread and every entry that nothing else reaches. Forks of it keep what they
   * inherited, and their lineage goes on naming it. A thread made again under the same id begins
   * empty; in the same session it cannot use the entry ids that those forks still hold. The
   * thread's turn lease goes with it, and its tokens begin again.
   *
   * @throws ThreadNotFound if there is none with this id
   * @throws ActiveTurn if somebody holds the thread's lease, unless that is the caller's or it has
   *     expired, or the deletion is forced
   * @throws LeaseLost if the options name a lease that is not held any more
   * @throws LeaseRequired if they name none, the thread requires one, and the deletion is not
   *     forced
   */
  void deleteThread(String threadId, DeleteOptions options);

  /** Deletes a thread; see {@link #deleteThread(String, DeleteOptions)}. */
  default void deleteThread(String threadId) {
    deleteThread(threadId, DeleteOptions.DEFAULT);
  }

  /**
   * Appends an entry and makes it the leaf. Its parent is the leaf, or the entry that the options
   * name, on whatever branch that is.
   *
   * @return the entry as stored; with {@code idempotent}, the equal entry that was there before
   * @throws ThreadNotFound if there is no such thread
   * @throws InvalidParent if the thread does not hold the parent
   * @throws EntryExists if the thread holds another entry with this id, inherited ones included
   * @throws HeadMoved if the options expect another leaf
   * @throws LeaseLost if the options name a lease that is not held any more: it was given back,
   *     taken over or broken. One that has expired and that nobody took is still held
   * @throws LeaseRequired if they name none, and the thread requires one
   * @throws InvalidData if a text cannot be stored
   */
  default Entry append(String threadId, NewEntry entry, AppendOptions options) {
    NewEntry named = options.id() == null ? entry : entry.withId(options.id());
    return appendAll(threadId, List.of(named), options.withId(null)).get(0);
  }

  /** Appends an entry at the leaf; see {@link #append(String, NewEntry, AppendOptions)}. */
  default Entry append(String threadId, NewEntry entry) {
    return append(threadId, entry, AppendOptions.DEFAULT);
  }

  /**
   * Appends entries one after another: all of them or none, with nothing in between.
   *
   * @param entries at least one; each is the parent of the next
   * @return the entries as stored, in the same order. With {@code idempotent}, the stored ones if
   *     all of them are there already
   * @throws IllegalArgumentException if the list is empty, names an id twice, or the options name
   *     an id
   * @see #append(String, NewEntry, AppendOptions) for the other exceptions
   */
  List<Entry> appendAll(String threadId, List<NewEntry> entries, AppendOptions options);

  /**
   * Reads one entry, on whatever branch of the thread it is.
   *
   * @throws EntryNotFound if the thread does not hold it, or there is no such thread
   */
  Entry entry(String threadId, String entryId);

  /**
   * Reads a thread's journal: what it inherited, then every entry of every branch in the order of
   * the appends.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  List<Entry> entries(String threadId);

  /** Reads a page of a thread's journal; see {@link #entries(String)}. */
  EntryPage entries(String threadId, PageRequest page);

  /** Reads the path of a thread's leaf; see {@link #path(String, String)}. */
  default List<Entry> path(String threadId) {
    return path(threadId, (String) null);
  }

  /**
   * Reads a path from its root to an entry.
   *
   * @param leafId the last entry of the path; null for the thread's leaf. A thread without a leaf
   *     has an empty path
   * @throws ThreadNotFound if there is no such thread
   * @throws EntryNotFound if the thread does not hold the leaf
   */
  List<Entry> path(String threadId, @Nullable String leafId);

  /** Reads a page of a path; see {@link #path(String, String)}. */
  EntryPage path(String threadId, @Nullable String leafId, PageRequest page);

  /**
   * Reads a path entry by entry, in memory that does not grow with it. What is read is the path at
   * the time of the call, whatever is appended meanwhile. The stream holds no connection between
   * its steps and need not be closed.
   *
   * @throws ThreadNotFound if there is no such thread
   * @throws EntryNotFound if the thread does not hold the leaf, or, while reading, if the thread
   *     was deleted
   */
  Stream<Entry> streamPath(String threadId, @Nullable String leafId);

  /**
   * Reads a journal entry by entry, in memory that does not grow with it; see {@link
   * #entries(String)}.
   */
  Stream<Entry> streamEntries(String threadId);

  /**
   * Moves the leaf to another entry of the thread. Nothing is deleted: the path that is left can
   * still be read by its leaf. The update time is now.
   *
   * @param entryId the new leaf; null to begin again with an empty path
   * @return the thread as stored
   * @throws ThreadNotFound if there is no such thread
   * @throws EntryNotFound if the thread does not hold the entry
   * @throws LeaseLost if it is moved under a lease that is not held any more
   * @throws LeaseRequired if it is moved under none, and the thread requires one
   */
  ThreadMeta moveLeaf(String threadId, @Nullable String entryId, @Nullable TurnLease lease);

  /** Moves the leaf; see {@link #moveLeaf(String, String, TurnLease)}. */
  default ThreadMeta moveLeaf(String threadId, @Nullable String entryId) {
    return moveLeaf(threadId, entryId, null);
  }

  /**
   * Forks a thread: a new thread whose path begins with that of the source. No entry is copied, at
   * any depth; two rows are written. The fork inherits nothing of the source's metadata but its
   * session and its place in the lineage.
   *
   * @return the fork
   * @throws ThreadNotFound if there is no such source
   * @throws EntryNotFound if the source does not hold the entry
   * @throws ThreadExists if the new id is taken
   * @throws LeaseLost if the options name a lease of the source that is not held any more. A fork
   *     writes nothing to its source and never requires one
   */
  ThreadMeta fork(ForkOptions options);

  /** Lists threads; no entry is read for it. Empty if none passes. */
  List<ThreadMeta> listThreads(ListThreadsOptions options);

  /** Appends a message, its type chosen by its role; see {@link NewEntry#message}. */
  default Entry appendMessage(String threadId, @Nullable String turnId, Message message) {
    return append(threadId, NewEntry.message(message).inTurn(turnId));
  }

  /** Appends a turn marker. */
  default Entry appendTurnMarker(
      String threadId, String turnId, TurnStatus status, Map<String, String> metadata) {
    return append(threadId, NewEntry.turnMarker(turnId, status, metadata));
  }

  /** Appends a change of the active tools, which belongs to no turn. */
  default Entry appendActiveTools(String threadId, Map<String, String> metadata) {
    Content content = Content.EMPTY.withMetadata(metadata);
    return append(threadId, NewEntry.of(EntryType.ACTIVE_TOOLS_CHANGE, content));
  }

  /**
   * Appends a compaction. Generation and window are filled in when they are not given (floret
   * session tree, AppendCompaction); entry ids inside it are not checked.
   */
  default Entry appendCompaction(
      String threadId,
      @Nullable String turnId,
      String summary,
      Compaction compaction,
      Map<String, String> details) {
    Content content =
        Content.EMPTY
            .withCompaction(compaction.numbered(details.get("compaction_generation")))
            .withSummary(summary)
            .withMetadata(details);
    return append(threadId, NewEntry.of(EntryType.COMPACTION, content).inTurn(turnId));
  }

  /**
   * Goes on from another entry, with a summary of the branch that is left: the leaf moves there and
   * the summary is appended, in one step (floret session tree, MoveTo). {@link
   * NewEntry#branchSummary} is for an append under a lease or with an expected head.
   *
   * @param parentId the entry to go on from
   * @throws InvalidParent if the thread does not hold it
   */
  default Entry appendBranchSummary(String threadId, String parentId, String summary) {
    AppendOptions there = AppendOptions.DEFAULT.after(parentId);
    return append(threadId, NewEntry.branchSummary(summary), there);
  }

  /** Appends a failed run. */
  default Entry appendFailure(String threadId, @Nullable String turnId, String error) {
    return append(threadId, NewEntry.failure(turnId, error));
  }
}
