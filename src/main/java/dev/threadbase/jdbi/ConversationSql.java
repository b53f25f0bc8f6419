package dev.threadbase.jdbi;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Statements on conversations as a whole. */
interface ConversationSql {

  /** When a thread that is gone for good was deleted. */
  @SqlQuery("SELECT deleted_at_ns FROM purged_threads WHERE thread_id = :threadId")
  Optional<Long> purged(String threadId);

  /** No change of the metadata, whose version stays. */
  @SqlUpdate("UPDATE threads SET updated_at_ns = :updatedAt WHERE thread_id = :threadId")
  void setUpdatedAt(String threadId, long updatedAt);

  /** Nothing is appended to a head that is not open without a look at the thread first. */
  @SqlUpdate(
      """
      UPDATE threads
      SET deleted_at_ns = :now, head_open = 0, active_channel = NULL, version = version + 1
      WHERE thread_id = :threadId AND deleted_at_ns IS NULL
      """)
  int delete(String threadId, long now);

  @SqlUpdate(
      """
      UPDATE threads
      SET deleted_at_ns = NULL, head_open = :open, version = version + 1
      WHERE thread_id = :threadId AND deleted_at_ns >= :since
      """)
  int restore(String threadId, int open, long since);

  /** The minute lets the index of recent conversations answer. */
  @SqlUpdate(
      """
      UPDATE threads
      SET deleted_at_ns = :deletedAt, head_open = 0, active_channel = NULL, version = version + 1
      WHERE spoken = 1 AND deleted_at_ns IS NULL
        AND updated_minute <= :minute AND updated_at_ns < :before
        AND NOT EXISTS (SELECT 1
                        FROM turn_leases l
                        WHERE l.thread_id = threads.thread_id AND l.held = 1
                          AND (l.expires_at_ns IS NULL OR l.expires_at_ns > <now>))
      """)
  int deleteOlderThan(long before, long minute, long deletedAt, @Nullable Long now);

  @SqlQuery(
      """
      SELECT thread_id
      FROM threads
      WHERE deleted_at_ns < :before
      ORDER BY deleted_at_ns, thread_id
      LIMIT :limit
      """)
  List<String> deletedBefore(long before, int limit);

  /** Nothing is written for a thread that was restored meanwhile. */
  @SqlUpdate(
      """
      INSERT INTO purged_threads (thread_id, session_id, deleted_at_ns, purged_at_ns)
      SELECT thread_id, session_id, deleted_at_ns, :now
      FROM threads
      WHERE thread_id = :threadId AND deleted_at_ns < :before
      ON CONFLICT (thread_id) DO UPDATE
        SET session_id = excluded.session_id, deleted_at_ns = excluded.deleted_at_ns,
            purged_at_ns = excluded.purged_at_ns
      """)
  int markPurged(String threadId, long before, long now);

  @SqlUpdate(
      """
      INSERT INTO purged_threads (thread_id, session_id, deleted_at_ns, purged_at_ns)
      VALUES (:threadId, :sessionId, :deletedAt, :now)
      ON CONFLICT (thread_id) DO UPDATE
        SET session_id = excluded.session_id, deleted_at_ns = excluded.deleted_at_ns,
            purged_at_ns = excluded.purged_at_ns
      """)
  void putPurged(String threadId, String sessionId, long deletedAt, long now);
}
