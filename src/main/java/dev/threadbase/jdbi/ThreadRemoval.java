package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.thread.DeleteOptions;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Deletes a thread, then whatever nothing reaches any more: a segment stays while its thread
 * exists, while a head is in it, or while another segment continues it; of a segment whose thread
 * is gone, only the part that something reaches stays.
 */
final class ThreadRemoval {

  private ThreadRemoval() {}

  /** Deletes a thread, and returns what it was. */
  static ThreadRow delete(Handle handle, String threadId, DeleteOptions options, LeaseClock clock) {
    Sql sql = handle.attach(Sql.class);
    LeaseSql leases = handle.attach(LeaseSql.class);
    Optional<LeaseRow> lease = leases.lock(threadId, clock.nanos());
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    checkLease(handle, thread, lease, options);
    String session = thread.sessionId();
    // Deletions and imports in one session take turns: each must see what the other left. The lock
    // lets
    // forks and branches of the session pass, who hold their thread and ask that the session stays.
    handle.attach(ThreadSql.class).lockSession(session);
    // A lease that was acquired for the first time since then is not looked at, and must not be
    // deleted unseen: its key refuses the deletion, and all of this is run again.
    if (lease.isPresent()) {
      leases.deleteBreaks(threadId);
      leases.deleteLease(threadId);
    }
    boolean leased = options.forced() || options.lease() != null;
    if (sql.deleteThread(threadId, session, leased) == 0) {
      handle.attach(ThreadSql.class).existing(threadId);
      throw new LeaseRequired(threadId);
    }
    deleteSources(sql, session, threadId);
    handle.attach(LogSql.class).removeTraces(session, threadId);
    for (String segment : sql.segmentsOf(session, threadId)) {
      removeUpwards(handle, session, segment);
    }
    sql.deleteUnusedSession(session);
    return thread;
  }

  private static void checkLease(
      Handle handle, ThreadRow thread, Optional<LeaseRow> lease, DeleteOptions options) {
    Fence.pass(handle, thread.id(), options.lease());
    if (options.lease() != null || options.forced()) {
      return;
    }
    Fence.refuseLive(lease);
  }

  private static void deleteSources(Sql sql, String session, String threadId) {
    sql.deleteChunks(session, threadId);
    sql.deleteSources(session, threadId);
  }

  /**
   * Removes a segment that nothing reaches, and then its parent if that was the last to reach it.
   */
  private static void removeUpwards(Handle handle, String session, String segmentId) {
    Sql sql = handle.attach(Sql.class);
    Optional<String> next = Optional.of(segmentId);
    while (next.isPresent()) {
      String segment = next.get();
      if (!sql.isUnreached(session, segment)) {
        if (sql.trimIfOrphan(session, segment) > 0) {
          EntryDerivations.of(handle).trim(handle, session, segment);
        }
        return;
      }
      Optional<String> parent = sql.parentOf(session, segment);
      sql.deleteEntries(session, segment);
      sql.deleteSegment(session, segment);
      next = parent;
    }
  }

  interface Sql {
    @SqlUpdate(
        """
        DELETE FROM threads
        WHERE thread_id = :threadId AND session_id = :sessionId AND (:leased OR lease_required = 0)
        """)
    int deleteThread(String threadId, String sessionId, boolean leased);

    @SqlUpdate(
        """
        DELETE FROM source_chunks
        WHERE session_id = :sessionId
          AND source_id IN (SELECT source_id
                            FROM sources
                            WHERE session_id = :sessionId AND thread_id = :threadId)
        """)
    void deleteChunks(String sessionId, String threadId);

    @SqlUpdate("DELETE FROM sources WHERE session_id = :sessionId AND thread_id = :threadId")
    void deleteSources(String sessionId, String threadId);

    /** The deepest first, so that children go before their parents. */
    @SqlQuery(
        """
        SELECT segment_id
        FROM segments
        WHERE session_id = :sessionId AND thread_id = :threadId
        ORDER BY depth DESC, segment_id
        """)
    List<String> segmentsOf(String sessionId, String threadId);

    @SqlQuery(
        """
        SELECT NOT EXISTS (SELECT 1
                           FROM threads t
                           WHERE"""
            + ThreadSql.WRITES
            + """
        )
           AND NOT EXISTS (SELECT 1
                           FROM threads t
                           WHERE t.session_id = s.session_id AND t.head_segment_id = s.segment_id)
           AND NOT EXISTS (SELECT 1
                           FROM segments c
                           WHERE c.session_id = s.session_id AND c.parent_segment_id = s.segment_id)
        FROM segments s
        WHERE s.session_id = :sessionId AND s.segment_id = :segmentId
        """)
    Optional<Boolean> unreached(String sessionId, String segmentId);

    default boolean isUnreached(String sessionId, String segmentId) {
      return unreached(sessionId, segmentId).orElse(false);
    }

    @SqlQuery(
        """
        SELECT parent_segment_id
        FROM segments
        WHERE session_id = :sessionId AND segment_id = :segmentId AND parent_segment_id IS NOT NULL
        """)
    Optional<String> parentOf(String sessionId, String segmentId);

    @SqlUpdate("DELETE FROM entries WHERE session_id = :sessionId AND segment_id = :segmentId")
    void deleteEntries(String sessionId, String segmentId);

    @SqlUpdate("DELETE FROM segments WHERE session_id = :sessionId AND segment_id = :segmentId")
    void deleteSegment(String sessionId, String segmentId);

    /**
     * Deletes what of a segment without a thread lies behind the last position that a child or a
     * head needs.
     */
    @SqlUpdate(
        """
        DELETE FROM entries
        WHERE session_id = :sessionId AND segment_id = :segmentId
          AND NOT EXISTS (SELECT 1
                          FROM segments s
                          JOIN threads t ON"""
            + ThreadSql.WRITES
            + """
                          WHERE s.session_id = :sessionId AND s.segment_id = :segmentId)
          AND seq >= (SELECT COALESCE(MAX(reach.length), 0)
                      FROM (SELECT c.parent_length AS length
                            FROM segments c
                            WHERE c.session_id = :sessionId AND c.parent_segment_id = :segmentId
                            UNION ALL
                            SELECT t.head_length
                            FROM threads t
                            WHERE t.session_id = :sessionId AND t.head_segment_id = :segmentId) reach)
        """)
    int trimIfOrphan(String sessionId, String segmentId);

    @SqlUpdate(
        """
        DELETE FROM sessions
        WHERE session_id = :sessionId
          AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.session_id = :sessionId)
          AND NOT EXISTS (SELECT 1 FROM segments s WHERE s.session_id = :sessionId)
        """)
    void deleteUnusedSession(String sessionId);
  }
}
