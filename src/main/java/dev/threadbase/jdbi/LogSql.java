package dev.threadbase.jdbi;

import dev.threadbase.segment.SegmentInfo;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Statements about logs, which are threads that have the id of their first segment. */
interface LogSql {

  /** The segments of a path with the thread of each and what it begins with, from the root on. */
  String RUNS =
      """
      WITH RECURSIVE chain (session_id, segment_id, length, base_length, thread_id, base_turn, parent_segment_id,
                            parent_length) AS (
        SELECT s.session_id, s.segment_id, CAST(:length AS BIGINT), s.base_length, s.thread_id, s.base_turn,
               s.parent_segment_id, s.parent_length
        FROM segments s
        WHERE s.session_id = :sessionId AND s.segment_id = :segmentId
        UNION ALL
        SELECT s.session_id, s.segment_id, c.parent_length, s.base_length, s.thread_id, s.base_turn,
               s.parent_segment_id, s.parent_length
        FROM chain c
        CROSS JOIN segments s
        WHERE s.session_id = c.session_id AND s.segment_id = c.parent_segment_id)
      SELECT c.session_id, c.segment_id, c.length, c.base_length, c.thread_id, c.base_turn,
             (SELECT e.type
              FROM entries e
              WHERE e.session_id = c.session_id AND e.segment_id = c.segment_id AND e.seq = 0)
      FROM chain c
      WHERE c.length > 0
      ORDER BY c.base_length
      """;

  @SqlQuery(
      """
      SELECT *
      FROM threads
      WHERE thread_id = :segmentId AND session_id = :sessionId AND base_segment_id = thread_id
      """)
  Optional<ThreadRow> find(String sessionId, String segmentId);

  /** Reads a log and makes every other writer of it wait. */
  @SqlQuery(
      """
      SELECT *
      FROM threads
      WHERE thread_id = :segmentId AND session_id = :sessionId AND base_segment_id = thread_id
      <for_no_key_update>
      """)
  Optional<ThreadRow> lock(String sessionId, String segmentId);

  @SqlQuery(
      "SELECT base_length FROM segments WHERE session_id = :sessionId AND segment_id = :segmentId")
  long baseLength(String sessionId, String segmentId);

  @SqlQuery(
      "SELECT session_id FROM threads WHERE thread_id = :segmentId AND base_segment_id = thread_id")
  Optional<String> sessionOf(String segmentId);

  @SqlQuery(
      """
      SELECT s.session_id
      FROM sessions s
      WHERE EXISTS (SELECT 1
                    FROM threads t
                    WHERE t.session_id = s.session_id AND t.thread_id = t.base_segment_id)
      ORDER BY s.session_id DESC
      """)
  List<String> sessions();

  @SqlQuery(
      """
      SELECT t.session_id, t.thread_id, s.origin, s.source_segment_id, s.at_turn_index, s.base_turn,
             COALESCE(h.base_length, 0) + t.head_length - t.inherited_length, s.created_at_ns
      FROM threads t
      JOIN segments s ON s.session_id = t.session_id AND s.segment_id = t.base_segment_id
      LEFT JOIN segments h ON h.session_id = t.session_id AND h.segment_id = t.head_segment_id
      WHERE t.session_id = :sessionId AND t.thread_id = t.base_segment_id
      ORDER BY t.thread_id DESC
      """)
  List<SegmentInfo> ofSession(String sessionId);

  @SqlQuery(RUNS)
  List<LogRun> runs(String sessionId, String segmentId, long length);

  @SqlQuery(
      "SELECT base_turn FROM segments WHERE session_id = :sessionId AND segment_id = :segmentId")
  Optional<Long> baseTurn(String sessionId, String segmentId);

  /** The first entry of a run that begins no log. */
  @SqlQuery(
      """
      SELECT seq
      FROM entries
      WHERE session_id = :sessionId AND segment_id = :segmentId AND seq < :length
        AND type NOT IN ('segment_start', 'segment_fork')
      ORDER BY seq
      LIMIT 1
      """)
  Optional<Long> firstBehindStart(String sessionId, String segmentId, long length);

  /** The first end of a turn with a count. */
  @SqlQuery(
      """
      SELECT seq
      FROM entries
      WHERE session_id = :sessionId AND segment_id = :segmentId AND type = 'turn_end' AND turn_id = :turn
        AND seq < :length
      ORDER BY seq
      LIMIT 1
      """)
  Optional<Long> turnEnd(String sessionId, String segmentId, String turn, long length);

  /** The count of the last turn that ended before a position. */
  @SqlQuery(
      """
      SELECT turn_id
      FROM entries
      WHERE session_id = :sessionId AND segment_id = :segmentId AND type = 'turn_end' AND turn_id IS NOT NULL
        AND seq < :length
      ORDER BY seq DESC
      LIMIT 1
      """)
  Optional<String> lastTurn(String sessionId, String segmentId, long length);

  @SqlQuery(
      """
      SELECT entry_id
      FROM entries
      WHERE session_id = :sessionId AND segment_id = :segmentId AND seq = :seq
      """)
  String entryId(String sessionId, String segmentId, long seq);

  /** Nothing is returned when the id is taken. */
  @SqlQuery(
      """
      INSERT INTO segments (session_id, segment_id, origin, source_segment_id, at_turn_index, base_turn, base_length, depth,
                            thread_id, created_at_ns)
      VALUES (:sessionId, :segmentId, :origin, :source, :atTurn, :baseTurn, 0, 0, :segmentId, :createdAt)
      ON CONFLICT DO NOTHING
      RETURNING base_length
      """)
  Optional<Long> insertRoot(
      String sessionId,
      String segmentId,
      String origin,
      @Nullable String source,
      @Nullable Long atTurn,
      long baseTurn,
      long createdAt);

  /** Nothing is returned when the id is taken. */
  @SqlQuery(
      """
      INSERT INTO segments (session_id, segment_id, origin, parent_segment_id, parent_length, source_segment_id,
                            at_turn_index, base_turn, base_length, depth, thread_id, created_at_ns)
      SELECT p.session_id, :segmentId, :origin, p.segment_id, :parentLength, :source, :atTurn, :baseTurn,
             p.base_length + :parentLength, p.depth + 1, :segmentId, :createdAt
      FROM segments p
      WHERE p.session_id = :sessionId AND p.segment_id = :parentSegmentId
      ON CONFLICT DO NOTHING
      RETURNING base_length
      """)
  Optional<Long> insertChild(
      String sessionId,
      String segmentId,
      String origin,
      String parentSegmentId,
      long parentLength,
      @Nullable String source,
      @Nullable Long atTurn,
      long baseTurn,
      long createdAt);

  /** A thread that begins behind a position of a run, on the part that is read. */
  @SqlQuery(
      """
      SELECT thread_id, parent_length
      FROM segments
      WHERE session_id = :sessionId AND parent_segment_id = :segmentId
        AND parent_length > :from AND parent_length <= :to AND thread_id <> :threadId
      ORDER BY parent_length, thread_id
      LIMIT 1
      """)
  Optional<Beginning> beginningBehind(
      String sessionId, String segmentId, long from, long to, String threadId);

  /** Where a thread begins. */
  record Beginning(String threadId, long parentLength) {}

  /** Removes the traces of a log; who appends some waits, and begins anew. */
  default void removeTraces(String sessionId, String segmentId) {
    lockTraceLog(sessionId, segmentId);
    deleteTraces(sessionId, segmentId);
    deleteTraceLog(sessionId, segmentId);
  }

  @SqlQuery(
      """
      SELECT segment_id
      FROM trace_logs
      WHERE session_id = :sessionId AND segment_id = :segmentId
      <for_update>
      """)
  Optional<String> lockTraceLog(String sessionId, String segmentId);

  @SqlUpdate("DELETE FROM trace_entries WHERE session_id = :sessionId AND segment_id = :segmentId")
  void deleteTraces(String sessionId, String segmentId);

  @SqlUpdate("DELETE FROM trace_logs WHERE session_id = :sessionId AND segment_id = :segmentId")
  void deleteTraceLog(String sessionId, String segmentId);
}
