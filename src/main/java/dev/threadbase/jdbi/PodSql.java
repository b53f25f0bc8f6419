package dev.threadbase.jdbi;

import dev.threadbase.segment.PodSpawnedChild;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Statements about pods. A pod is locked behind leases, sessions and threads. */
interface PodSql {

  @SqlQuery("SELECT * FROM pods WHERE pod_name = :name")
  Optional<PodRow> find(String name);

  /** Reads a pod and makes everybody wait, also who gives it children. */
  @SqlQuery("SELECT * FROM pods WHERE pod_name = :name <for_update>")
  Optional<PodRow> lockAlone(String name);

  @SqlQuery("SELECT * FROM pods WHERE session_id = :sessionId ORDER BY pod_name")
  List<PodRow> ofSession(String sessionId);

  @SqlQuery("SELECT pod_name FROM pods ORDER BY pod_name")
  List<String> names();

  @SqlQuery("SELECT * FROM pod_children WHERE pod_name = :name ORDER BY place")
  List<PodSpawnedChild> children(String name);

  @SqlQuery(
      """
      INSERT INTO pods (pod_name, session_id, segment_id, version, unknown, created_at_ns, updated_at_ns)
      VALUES (:name, :sessionId, :segmentId, 1, :unknown, :now, :now)
      ON CONFLICT (pod_name) DO UPDATE
        SET session_id = excluded.session_id, segment_id = excluded.segment_id, unknown = excluded.unknown,
            version = pods.version + 1, updated_at_ns = excluded.updated_at_ns
      RETURNING *
      """)
  PodRow put(
      String name,
      @Nullable String sessionId,
      @Nullable String segmentId,
      String unknown,
      long now);

  /** Makes a record; nothing is returned when the name is taken. */
  @SqlQuery(
      """
      INSERT INTO pods (pod_name, session_id, segment_id, version, unknown, created_at_ns, updated_at_ns)
      VALUES (:name, :sessionId, :segmentId, 1, :unknown, :now, :now)
      ON CONFLICT (pod_name) DO NOTHING
      RETURNING *
      """)
  Optional<PodRow> add(
      String name,
      @Nullable String sessionId,
      @Nullable String segmentId,
      String unknown,
      long now);

  /** Begins an update, which makes every other one wait; empty if the pod has another version. */
  @SqlQuery(
      """
      UPDATE pods
      SET version = version + 1, updated_at_ns = :now
      WHERE pod_name = :name AND version = COALESCE(CAST(:version AS BIGINT), version)
      RETURNING *
      """)
  Optional<PodRow> touch(String name, @Nullable Long version, long now);

  @SqlUpdate(
      "UPDATE pods SET session_id = :sessionId, segment_id = :segmentId WHERE pod_name = :name")
  void setActive(String name, @Nullable String sessionId, @Nullable String segmentId);

  /** Moves a pod within its session; empty if it is elsewhere or has another version. */
  @SqlQuery(
      """
      UPDATE pods
      SET segment_id = :to, version = version + 1, updated_at_ns = :now
      WHERE pod_name = :name AND session_id = :sessionId AND segment_id IS NOT DISTINCT FROM :from
        AND version = COALESCE(CAST(:version AS BIGINT), version)
      RETURNING *
      """)
  Optional<PodRow> move(
      String name,
      String sessionId,
      @Nullable String from,
      String to,
      @Nullable Long version,
      long now);

  @SqlUpdate(
      """
      INSERT INTO pod_children (pod_name, place, child_name, socket_path, callback_address, scope)
      SELECT :name, COALESCE(MAX(place) + 1, 0), :child, :socketPath, :callbackAddress, :scope
      FROM pod_children
      WHERE pod_name = :name
      """)
  void addChild(String name, String child, String socketPath, String callbackAddress, String scope);

  default void addChild(String name, PodSpawnedChild child) {
    addChild(name, child.podName(), child.socketPath(), child.callbackAddress(), child.scopeJson());
  }

  @SqlUpdate("DELETE FROM pod_children WHERE pod_name = :name AND child_name = :child")
  void removeChild(String name, String child);

  @SqlUpdate("DELETE FROM pod_children WHERE pod_name = :name")
  void removeChildren(String name);

  @SqlUpdate("DELETE FROM pods WHERE pod_name = :name")
  void delete(String name);
}
