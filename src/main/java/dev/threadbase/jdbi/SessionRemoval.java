package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SessionReferenced;
import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SessionDeletion;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Deletes sessions of logs. */
final class SessionRemoval {

  private SessionRemoval() {}

  /** What a deletion would remove. */
  static SessionDeletion survey(Handle handle, UUID sessionId, LeaseClock clock) {
    Sql sql = handle.attach(Sql.class);
    String session = sessionId.toString();
    List<String> references = new ArrayList<>();
    sql.pods(session).stream().map(SessionRemoval::pod).forEach(references::add);
    sql.live(session, clock.nanos()).forEach(thread -> references.add("the lease of " + thread));
    sql.threads(session).forEach(thread -> references.add("thread " + thread));
    List<UUID> segments =
        handle.attach(LogSql.class).ofSession(session).stream()
            .map(SegmentInfo::segmentId)
            .toList();
    return new SessionDeletion(
        sessionId, segments, sql.entries(session), sql.traces(session), references, false);
  }

  /**
   * Deletes a session, in one transaction.
   *
   * @throws SessionReferenced if something refers to it
   */
  static SessionDeletion delete(Handle handle, UUID sessionId, LeaseClock clock) {
    Sql sql = handle.attach(Sql.class);
    String session = sessionId.toString();
    sql.lockLeases(session);
    handle.attach(ThreadSql.class).lockSession(session);
    SessionDeletion found = survey(handle, sessionId, clock);
    refuse(sessionId, found.references());
    for (UUID segment : found.segments()) {
      ThreadRemoval.deleteWithSession(handle, segment.toString(), clock);
    }
    sql.deleteTraces(session);
    sql.deleteTraceLogs(session);
    // What was pointed at a log, or forked from it, until its row was deleted is seen only now.
    refuse(sessionId, late(sql, session));
    boolean deleted = !found.segments().isEmpty() || found.traces() > 0;
    return new SessionDeletion(
        sessionId, found.segments(), found.entries(), found.traces(), found.references(), deleted);
  }

  private static List<String> late(Sql sql, String session) {
    List<String> references = new ArrayList<>();
    sql.pods(session).stream().map(SessionRemoval::pod).forEach(references::add);
    sql.left(session).forEach(thread -> references.add("thread " + thread));
    return references;
  }

  private static String pod(String name) {
    return "pod " + name;
  }

  private static void refuse(UUID sessionId, List<String> references) {
    if (!references.isEmpty()) {
      throw new SessionReferenced(sessionId, references);
    }
  }

  interface Sql {
    /** Leases are locked before sessions everywhere. */
    @SqlQuery(
        """
        SELECT thread_id
        FROM turn_leases
        WHERE thread_id IN (SELECT thread_id FROM threads WHERE session_id = :sessionId)
        ORDER BY thread_id
        <for_update>
        """)
    List<String> lockLeases(String sessionId);

    @SqlQuery("SELECT pod_name FROM pods WHERE session_id = :sessionId ORDER BY pod_name")
    List<String> pods(String sessionId);

    @SqlQuery(
        """
        SELECT thread_id
        FROM turn_leases
        WHERE held = 1 AND (expires_at_ns IS NULL OR expires_at_ns > <now>)
          AND thread_id IN (SELECT thread_id FROM threads WHERE session_id = :sessionId)
        ORDER BY thread_id
        """)
    List<String> live(String sessionId, @Nullable Long now);

    @SqlQuery(
        """
        SELECT thread_id
        FROM threads
        WHERE session_id = :sessionId AND thread_id <> base_segment_id
        ORDER BY thread_id
        """)
    List<String> threads(String sessionId);

    @SqlQuery("SELECT thread_id FROM threads WHERE session_id = :sessionId ORDER BY thread_id")
    List<String> left(String sessionId);

    @SqlQuery("SELECT COUNT(*) FROM entries WHERE session_id = :sessionId")
    long entries(String sessionId);

    @SqlQuery("SELECT COUNT(*) FROM trace_entries WHERE session_id = :sessionId")
    long traces(String sessionId);

    @SqlUpdate("DELETE FROM trace_entries WHERE session_id = :sessionId")
    void deleteTraces(String sessionId);

    @SqlUpdate("DELETE FROM trace_logs WHERE session_id = :sessionId")
    void deleteTraceLogs(String sessionId);
  }
}
