package dev.threadbase.jdbi;

import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.customizer.FetchSize;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Traces of logs. */
interface TraceSql {

  /** Makes room for traces, and every other writer of the log's traces wait; returns the count. */
  @SqlQuery(
      """
      INSERT INTO trace_logs (session_id, segment_id, length)
      VALUES (:sessionId, :segmentId, :by)
      ON CONFLICT (session_id, segment_id) DO UPDATE SET length = trace_logs.length + excluded.length
      RETURNING length
      """)
  long grow(String sessionId, String segmentId, long by);

  @SqlQuery(
      """
      SELECT payload
      FROM trace_entries
      WHERE session_id = :sessionId AND segment_id = :segmentId
      ORDER BY seq
      """)
  List<String> payloads(String sessionId, String segmentId);

  /** The same, as the database sends them. */
  @SqlQuery(
      """
      SELECT payload
      FROM trace_entries
      WHERE session_id = :sessionId AND segment_id = :segmentId
      ORDER BY seq
      """)
  @FetchSize(200)
  Stream<String> each(String sessionId, String segmentId);

  /** The logs of a session that have traces. */
  @SqlQuery("SELECT segment_id FROM trace_logs WHERE session_id = :sessionId ORDER BY segment_id")
  List<String> logs(String sessionId);
}
