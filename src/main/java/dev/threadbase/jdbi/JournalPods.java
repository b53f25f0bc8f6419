package dev.threadbase.jdbi;

import dev.threadbase.transfer.LogJournal.PodChild;
import dev.threadbase.transfer.LogJournal.PodRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Pods as files say them. */
final class JournalPods {

  private static final String PODS =
      """
      SELECT pod_name, session_id, segment_id, unknown
      FROM pods
      WHERE %s
      ORDER BY pod_name
      """;

  private static final String OF_SESSION = PODS.formatted("session_id = :key");

  private static final String NAMED = PODS.formatted("pod_name = :key");

  private static final String CHILDREN =
      """
      SELECT child_name, socket_path, callback_address, scope
      FROM pod_children
      WHERE pod_name = :name
      ORDER BY place
      """;

  private static final String INSERT_POD =
      """
      INSERT INTO pods (pod_name, session_id, segment_id, version, unknown, created_at_ns, updated_at_ns)
      VALUES (:name, :sessionId, :segmentId, 0, :unknown, :createdAt, :createdAt)
      ON CONFLICT (pod_name) DO NOTHING
      """;

  private static final String INSERT_CHILD =
      """
      INSERT INTO pod_children (pod_name, place, child_name, socket_path, callback_address, scope)
      VALUES (:name, :place, :child, :socketPath, :callbackAddress, :scope)
      """;

  private JournalPods() {}

  static List<PodRecord> ofSession(Handle handle, String sessionId) {
    return handle
        .createQuery(OF_SESSION)
        .bind("key", sessionId)
        .map((row, context) -> pod(handle, row))
        .list();
  }

  static Optional<PodRecord> find(Handle handle, String name) {
    return handle
        .createQuery(NAMED)
        .bind("key", name)
        .map((row, context) -> pod(handle, row))
        .findOne();
  }

  private static PodRecord pod(Handle handle, ResultSet row) throws SQLException {
    String name = row.getString(1);
    return new PodRecord(
        name, row.getString(2), row.getString(3), children(handle, name), row.getString(4));
  }

  private static List<PodChild> children(Handle handle, String name) {
    return handle
        .createQuery(CHILDREN)
        .bind("name", name)
        .map(
            (row, context) ->
                new PodChild(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  /** Adds a pod; false if its name is taken. */
  static boolean add(Handle handle, PodRecord pod, Instant createdAt) {
    int added =
        handle
            .createUpdate(INSERT_POD)
            .bind("name", pod.name())
            .bind("sessionId", pod.sessionId())
            .bind("segmentId", pod.segmentId())
            .bind("unknown", pod.unknown())
            .bind("createdAt", Instants.toNanos(createdAt))
            .execute();
    for (int place = 0; added == 1 && place < pod.children().size(); place++) {
      PodChild child = pod.children().get(place);
      handle
          .createUpdate(INSERT_CHILD)
          .bind("name", pod.name())
          .bind("place", place)
          .bind("child", child.name())
          .bind("socketPath", child.socketPath())
          .bind("callbackAddress", child.callbackAddress())
          .bind("scope", child.scope())
          .execute();
    }
    return added == 1;
  }
}
