package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/** The key of an entry, and what follows in its order. */
record EntryKey(String sessionId, String segmentId, long seq) {

  /** Before every entry. */
  static final EntryKey FIRST = new EntryKey("", "", -1);

  private static final String AFTER =
      """
      SELECT %s
      FROM entries e
      WHERE (e.session_id, e.segment_id, e.seq) > (:sessionId, :segmentId, :seq)
      ORDER BY e.session_id, e.segment_id, e.seq
      LIMIT :limit
      """
          .formatted(EntryRow.COLUMNS);

  static EntryKey of(Entry entry) {
    return new EntryKey(entry.sessionId(), entry.segmentId(), entry.seq());
  }

  /**
   * The entries that follow.
   *
   * @param lock how their rows are locked, a fragment of the dialect; empty for not at all
   */
  ResultIterable<Entry> page(Handle handle, String lock, int limit) {
    return handle
        .createQuery(AFTER + lock)
        .bind("sessionId", sessionId)
        .bind("segmentId", segmentId)
        .bind("seq", seq)
        .bind("limit", limit)
        .mapTo(Entry.class);
  }
}
