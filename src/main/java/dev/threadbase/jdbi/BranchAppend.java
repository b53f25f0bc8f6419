package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.AppendOptions.ExpectedHead;
import dev.threadbase.thread.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Every other append, in a transaction that holds the thread's row: it finds out why, and branches
 * if it may.
 */
final class BranchAppend {

  private static final String MOVE_HEAD =
      """
      UPDATE threads
      SET head_segment_id = :segmentId, head_length = :length, head_open = 1, next_ordinal = :nextOrdinal,
          prior_leaf_id = leaf_id, leaf_id = :leafId, updated_at_ns = :updatedAt, last_active_at_ns = :activeAt,
          spoken = CASE WHEN :spoken THEN 1 ELSE spoken END
      WHERE thread_id = :threadId
      """;

  private BranchAppend() {}

  static List<Entry> append(
      Handle handle, String threadId, List<Draft> drafts, AppendOptions options) {
    ThreadRow thread = Fence.lock(handle, threadId, options.lease());
    Fence.refuseLog(thread);
    return append(handle, thread, drafts, options);
  }

  /** Appends to a thread whose row is locked. */
  static List<Entry> append(
      Handle handle, ThreadRow thread, List<Draft> drafts, AppendOptions options) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    List<Entry> existing = existing(handle, thread, drafts, options.idempotent());
    if (options.idempotent() && existing.size() == drafts.size()) {
      return existing;
    }
    checkHead(thread, options.expectedHead());
    String parentId = options.parentId() == null ? thread.meta().leafId() : options.parentId();
    Entry parent = parentId == null ? null : parent(handle, thread, parentId);
    if (!existing.isEmpty()) {
      throw new EntryExists(thread.id(), existing.get(0).id());
    }
    refuseLeftIds(sql, thread, drafts);
    Instant now = drafts.get(0).appendedAt();
    Place place = parent == null ? beginning(sql, thread, now) : behind(sql, thread, parent, now);
    List<Entry> entries = place.put(drafts);
    new EntryWriter.Rows().write(handle, entries);
    moveHead(handle, thread, entries.get(entries.size() - 1), UserText.isIn(drafts), now);
    return entries;
  }

  /**
   * The stored entries of the drafts' ids.
   *
   * @throws EntryExists if the append is idempotent and one of them says something else
   */
  private static List<Entry> existing(
      Handle handle, ThreadRow thread, List<Draft> drafts, boolean idempotent) {
    List<Entry> existing = new ArrayList<>();
    for (Draft draft : drafts) {
      if (draft.idGiven()) {
        Optional<Entry> stored = EntryReader.find(handle, thread, draft.id());
        if (idempotent && stored.isPresent() && !draft.matches(stored.get())) {
          throw new EntryExists(thread.id(), draft.id());
        }
        stored.ifPresent(existing::add);
      }
    }
    return existing;
  }

  /**
   * Forks of a deleted thread keep the ids that it wrote, and a thread made again under its name in
   * the same session is, to the key of the entries, the same writer.
   */
  private static void refuseLeftIds(ThreadSql sql, ThreadRow thread, List<Draft> drafts) {
    if (thread.firstOrdinal() == 0) {
      return;
    }
    for (Draft draft : drafts) {
      if (sql.isWritten(thread.sessionId(), thread.id(), draft.id()) > 0) {
        throw new EntryExists(thread.id(), draft.id());
      }
    }
  }

  private static void checkHead(ThreadRow thread, @Nullable ExpectedHead expected) {
    String actual = thread.meta().leafId();
    if (expected != null && !Objects.equals(expected.leafId(), actual)) {
      throw new HeadMoved(thread.id(), expected.leafId(), actual);
    }
  }

  private static Entry parent(Handle handle, ThreadRow thread, String parentId) {
    return EntryReader.find(handle, thread, parentId)
        .orElseThrow(() -> new InvalidParent(thread.id(), parentId));
  }

  /** Right behind the parent if the thread may write there, else on a new branch. */
  private static Place behind(ThreadSql sql, ThreadRow thread, Entry parent, Instant now) {
    String session = thread.sessionId();
    String segment = parent.segmentId();
    long seq = parent.seq() + 1;
    if (sql.isFree(session, segment, thread.id(), seq) == 0) {
      String branch = Ids.next();
      sql.insertChildSegment(
          session, branch, "branch", segment, seq, thread.id(), Instants.toNanos(now));
      segment = branch;
      seq = 0;
    }
    return new Place(session, segment, seq, thread.id(), thread.nextOrdinal(), parent.id());
  }

  /**
   * The start of an empty path: the thread's first segment while nothing is in it, else another
   * root.
   */
  private static Place beginning(ThreadSql sql, ThreadRow thread, Instant now) {
    String session = thread.sessionId();
    String segment = thread.baseSegmentId();
    if (sql.isUnusedRoot(session, segment) == 0) {
      segment = Ids.next();
      sql.insertRootSegment(session, segment, "branch", thread.id(), Instants.toNanos(now));
    }
    return new Place(session, segment, 0, thread.id(), thread.nextOrdinal(), null);
  }

  private static void moveHead(
      Handle handle, ThreadRow thread, Entry leaf, boolean spoken, Instant now) {
    handle
        .createUpdate(MOVE_HEAD)
        .bind("segmentId", leaf.segmentId())
        .bind("length", leaf.seq() + 1)
        .bind("nextOrdinal", leaf.ordinal() + 1)
        .bind("leafId", leaf.id())
        .bind("updatedAt", Instants.toNanos(leaf.createdAt()))
        .bind("activeAt", Instants.toNanos(now))
        .bind("spoken", spoken)
        .bind("threadId", thread.id())
        .execute();
  }
}
