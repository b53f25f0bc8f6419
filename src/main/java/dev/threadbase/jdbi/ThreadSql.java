package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ThreadNotFound;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Statements on sessions, segments and threads. */
interface ThreadSql {

  /**
   * Whether thread {@code t} writes segment {@code s}. The name alone does not say it: forks may
   * hold segments of a thread that was deleted and made again under its id, with later ordinals.
   */
  String WRITES =
      """
      (t.session_id = s.session_id AND t.thread_id = s.thread_id
       AND (t.base_segment_id = s.segment_id
            OR EXISTS (SELECT 1
                       FROM entries o
                       WHERE o.session_id = s.session_id AND o.segment_id = s.segment_id
                         AND o.seq = 0 AND o.ordinal >= t.first_ordinal)))
      """;

  @SqlQuery("SELECT * FROM threads WHERE thread_id = :threadId")
  Optional<ThreadRow> find(String threadId);

  /** Reads a thread that must be there. */
  default ThreadRow existing(String threadId) {
    return find(threadId).orElseThrow(() -> new ThreadNotFound(threadId));
  }

  /** Reads a thread and makes every other writer of it wait. */
  @SqlQuery("SELECT * FROM threads WHERE thread_id = :threadId <for_no_key_update>")
  Optional<ThreadRow> lock(String threadId);

  /** Makes wait, beside other writers, whoever refers to the thread: first leases, forks. */
  @SqlQuery("SELECT * FROM threads WHERE thread_id = :threadId <for_update>")
  Optional<ThreadRow> lockAlone(String threadId);

  /** Reads a thread and keeps it from being deleted; appends go on. */
  @SqlQuery("SELECT * FROM threads WHERE thread_id = :threadId <for_key_share>")
  Optional<ThreadRow> keep(String threadId);

  @SqlUpdate(
      """
      INSERT INTO sessions (session_id, created_at_ns)
      VALUES (:sessionId, :createdAt)
      ON CONFLICT (session_id) DO NOTHING
      """)
  void insertSession(String sessionId, long createdAt);

  /** Makes a session, unless it is there, and keeps it from being deleted. */
  default void putSession(String sessionId, long createdAt) {
    putSession(sessionId, createdAt, this::keepSession);
  }

  /**
   * Makes a session, unless it is there, and locks it.
   *
   * @param lock returns nothing if there is no such session
   */
  default void putSession(
      String sessionId, long createdAt, Function<String, Optional<String>> lock) {
    do {
      insertSession(sessionId, createdAt);
      // Gone again if it was there and is deleted meanwhile.
    } while (lock.apply(sessionId).isEmpty());
  }

  @SqlQuery("SELECT session_id FROM sessions WHERE session_id = :sessionId <for_key_share>")
  Optional<String> keepSession(String sessionId);

  /** A segment that begins a path of its own. */
  @SqlUpdate(
      """
      INSERT INTO segments (session_id, segment_id, origin, base_length, depth, thread_id, created_at_ns)
      VALUES (:sessionId, :segmentId, :origin, 0, 0, :threadId, :createdAt)
      """)
  void insertRootSegment(
      String sessionId, String segmentId, String origin, String threadId, long createdAt);

  /** A segment that continues another; its place on the path follows from its parent's. */
  @SqlQuery(
      """
      INSERT INTO segments (session_id, segment_id, origin, parent_segment_id, parent_length,
                            base_length, depth, thread_id, created_at_ns)
      SELECT p.session_id, :segmentId, :origin, p.segment_id, :parentLength,
             p.base_length + :parentLength, p.depth + 1, :threadId, :createdAt
      FROM segments p
      WHERE p.session_id = :sessionId AND p.segment_id = :parentSegmentId
      RETURNING base_length
      """)
  Optional<Long> insertChildSegment(
      String sessionId,
      String segmentId,
      String origin,
      String parentSegmentId,
      long parentLength,
      String threadId,
      long createdAt);

  /**
   * Nothing is returned when the id is taken, or the channel whose active conversation it is to be
   * has another. The ordinals go on after those that a deleted thread of this id left.
   *
   * @param activeChannel the thread's channel; null unless it is to be the active conversation
   *     there
   */
  @SqlQuery(
      """
      INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length,
                           head_segment_id, head_length, head_open, leaf_id, first_ordinal, next_ordinal, version,
                           parent_thread_id, forked_from_thread_id, forked_from_entry_id,
                           title, title_status, title_source, title_updated_at_ns, title_error,
                           archived, lease_required, status, workspace, channel, vendor, endpoint, model, metadata,
                           created_at_ns, updated_at_ns, last_viewed_at_ns, spoken, active_channel)
      SELECT :threadId, :sessionId, :segmentId, :inheritedLength,
             :segmentId, 0, :headOpen, :leafId, o.ordinal, o.ordinal, 0,
             :parentThreadId, :forkedFromThreadId, :forkedFromEntryId,
             :title, :titleStatus, :titleSource, :titleUpdatedAt, :titleError,
             :archived, :leaseRequired, :status, :workspace, :channel, :vendor, :endpoint, :model, :metadata,
             :createdAt, :updatedAt, :lastViewedAt, :spoken, :activeChannel
      FROM (SELECT COALESCE(MAX(ordinal) + 1, 0) AS ordinal
            FROM entries
            WHERE session_id = :sessionId AND thread_id = :threadId) o
      WHERE true
      ON CONFLICT DO NOTHING
      RETURNING *
      """)
  Optional<ThreadRow> insertThread(
      @BindMap Map<String, @Nullable Object> values,
      String sessionId,
      String segmentId,
      long inheritedLength,
      int headOpen,
      int spoken,
      @Nullable String activeChannel);

  @SqlQuery(
      """
      UPDATE threads
      SET parent_thread_id = :parentThreadId, forked_from_thread_id = :forkedFromThreadId,
          forked_from_entry_id = :forkedFromEntryId,
          title = :title, title_status = :titleStatus, title_source = :titleSource,
          title_updated_at_ns = :titleUpdatedAt, title_error = :titleError,
          archived = :archived, lease_required = :leaseRequired, status = :status, workspace = :workspace, channel = :channel,
          active_channel = CASE WHEN :archived = 0 AND active_channel = :channel THEN active_channel END,
          vendor = :vendor, endpoint = :endpoint, model = :model, metadata = :metadata,
          created_at_ns = :createdAt, updated_at_ns = :updatedAt, last_viewed_at_ns = :lastViewedAt,
          version = version + 1
      WHERE thread_id = :threadId AND leaf_id IS NOT DISTINCT FROM :leafId AND (:leased OR lease_required = 0)
        AND deleted_at_ns IS NULL
      RETURNING *
      """)
  Optional<ThreadRow> replace(@BindMap Map<String, @Nullable Object> values, boolean leased);

  @SqlQuery(
      """
      UPDATE threads
      SET head_segment_id = :segmentId, head_length = :length, head_open = :open, leaf_id = :leafId,
          updated_at_ns = :updatedAt
      WHERE thread_id = :threadId
      RETURNING *
      """)
  ThreadRow moveHead(
      String threadId,
      @Nullable String segmentId,
      long length,
      int open,
      @Nullable String leafId,
      long updatedAt);

  /** Whether a thread of this name, perhaps a deleted one, wrote an entry with this id. */
  @SqlQuery(
      """
      SELECT COUNT(*)
      FROM entries
      WHERE session_id = :sessionId AND entry_id = :entryId AND thread_id = :threadId
      """)
  int isWritten(String sessionId, String threadId, String entryId);

  /**
   * Whether an entry can be written at a position: the thread's own segment, and nothing stands
   * there.
   */
  @SqlQuery(
      """
      SELECT COUNT(*)
      FROM segments s
      JOIN threads t ON"""
          + WRITES
          + """
      WHERE s.session_id = :sessionId AND s.segment_id = :segmentId AND s.thread_id = :threadId
        AND NOT EXISTS (SELECT 1
                        FROM entries e
                        WHERE e.session_id = s.session_id AND e.segment_id = s.segment_id AND e.seq = :seq)
      """)
  int isFree(String sessionId, String segmentId, String threadId, long seq);

  /**
   * Whether the segment that a thread began with is still as it began: without a parent and without
   * an entry.
   */
  @SqlQuery(
      """
      SELECT COUNT(*)
      FROM segments s
      WHERE s.session_id = :sessionId AND s.segment_id = :segmentId AND s.parent_segment_id IS NULL
        AND NOT EXISTS (SELECT 1
                        FROM entries e
                        WHERE e.session_id = s.session_id AND e.segment_id = s.segment_id)
      """)
  int isUnusedRoot(String sessionId, String segmentId);

  /** Makes deletions and imports in a session wait for each other. */
  @SqlQuery("SELECT session_id FROM sessions WHERE session_id = :sessionId <for_no_key_update>")
  Optional<String> lockSession(String sessionId);
}
