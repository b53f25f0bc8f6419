package dev.threadbase.jdbi;

import dev.threadbase.SegmentException.SessionReferenced;
import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SessionDeletion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Deletes sessions of logs. */
final class SessionRemoval {

  private static final String OF_THREADS =
      " WHERE thread_id IN (SELECT thread_id FROM threads WHERE session_id = :sessionId)";
  private static final String OF_SESSION = " WHERE session_id = :sessionId";

  private static final String TRACES = "DELETE FROM trace_entries" + OF_SESSION;
  private static final String TRACE_LOGS = "DELETE FROM trace_logs" + OF_SESSION;
  private static final String ENTRIES = "DELETE FROM entries" + OF_SESSION;

  /** What refers goes before what it refers to. */
  private static final List<String> DELETIONS =
      List.of(
          "DELETE FROM lease_breaks" + OF_THREADS,
          "DELETE FROM turn_leases" + OF_THREADS,
          "DELETE FROM source_chunks" + OF_SESSION,
          "DELETE FROM sources" + OF_SESSION,
          TRACES,
          TRACE_LOGS,
          "DELETE FROM threads" + OF_SESSION,
          ENTRIES,
          "DELETE FROM segments" + OF_SESSION,
          "DELETE FROM sessions" + OF_SESSION);

  /** Traces may be there without a session. */
  private static final List<String> DELETIONS_WITHOUT_SESSION = List.of(TRACES, TRACE_LOGS);

  private SessionRemoval() {}

  /** What a deletion would remove. */
  static SessionDeletion survey(Handle handle, UUID sessionId, LeaseClock clock) {
    Sql sql = handle.attach(Sql.class);
    String session = sessionId.toString();
    List<String> references = new ArrayList<>();
    sql.pods(session).forEach(pod -> references.add("pod " + pod));
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
   * Deletes a session, in one transaction. While its row is locked no log comes to it; an entry
   * that comes meanwhile is deleted with its log and counted, or finds no log. A session that comes
   * after the lock found none stays.
   *
   * @throws SessionReferenced if something refers to it
   */
  static SessionDeletion delete(Handle handle, UUID sessionId, LeaseClock clock) {
    String session = sessionId.toString();
    handle.attach(Sql.class).lockLeases(session);
    boolean there = handle.attach(Sql.class).lockSession(session).isPresent();
    SessionDeletion found = survey(handle, sessionId, clock);
    refuse(found);
    // Else traces that come behind the deletion of the others would keep their log from going.
    handle.attach(Sql.class).lockTraces(session);
    Map<String, Integer> gone = new HashMap<>();
    for (String deletion : there ? DELETIONS : DELETIONS_WITHOUT_SESSION) {
      gone.put(deletion, handle.createUpdate(deletion).bind("sessionId", session).execute());
    }
    // A pod that was pointed at a log until its row was deleted is seen only now.
    refuse(survey(handle, sessionId, clock));
    List<UUID> segments = there ? found.segments() : List.of();
    int traces = gone.getOrDefault(TRACES, 0);
    boolean deleted = !segments.isEmpty() || traces > 0;
    return new SessionDeletion(
        sessionId, segments, gone.getOrDefault(ENTRIES, 0), traces, List.of(), deleted);
  }

  private static void refuse(SessionDeletion found) {
    if (!found.references().isEmpty()) {
      throw new SessionReferenced(found.sessionId(), found.references());
    }
  }

  interface Sql {
    /** Makes wait whoever would add a log to the session. */
    @SqlQuery("SELECT session_id FROM sessions WHERE session_id = :sessionId <for_update>")
    Optional<String> lockSession(String sessionId);

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

    /** Makes wait whoever appends to traces that are there. */
    @SqlQuery(
        """
        SELECT segment_id
        FROM trace_logs
        WHERE session_id = :sessionId
        ORDER BY segment_id
        <for_update>
        """)
    List<String> lockTraces(String sessionId);

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

    @SqlQuery("SELECT COUNT(*) FROM entries WHERE session_id = :sessionId")
    long entries(String sessionId);

    @SqlQuery("SELECT COUNT(*) FROM trace_entries WHERE session_id = :sessionId")
    long traces(String sessionId);
  }
}
