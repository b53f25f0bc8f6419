package dev.threadbase.jdbi;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements on the active conversations of channels. */
interface ChannelSql {

  @SqlQuery("SELECT * FROM threads WHERE active_channel = :channel")
  Optional<ThreadRow> active(String channel);

  /**
   * Whoever archived one holds the channel until its transaction ends: who wants to make another
   * active meanwhile waits at the key.
   */
  @SqlUpdate(
      """
      UPDATE threads
      SET archived = 1, active_channel = NULL, version = version + 1
      WHERE active_channel = :channel
      """)
  int archiveActive(String channel);

  @SqlUpdate(
      """
      UPDATE threads
      SET archived = 1, active_channel = NULL, version = version + 1 - archived
      WHERE thread_id = :threadId AND deleted_at_ns IS NULL
      """)
  int archive(String threadId);

  /**
   * Holds a channel that has no active conversation until the transaction ends, as an insert that
   * makes one active does. The row is for the key alone and goes before anybody sees it. Nothing is
   * written if another is active.
   */
  @SqlUpdate(
      """
      INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length, head_length, head_open,
                           first_ordinal, next_ordinal, version, archived, lease_required, channel, active_channel,
                           metadata, created_at_ns, updated_at_ns, spoken)
      SELECT :claimId, session_id, base_segment_id, 0, 0, 0, 0, 0, 0, 0, 0, channel, channel,
             metadata, created_at_ns, updated_at_ns, 0
      FROM threads
      WHERE thread_id = :threadId
      ON CONFLICT DO NOTHING
      """)
  int claim(String claimId, String threadId);

  @SqlUpdate("DELETE FROM threads WHERE thread_id = :claimId")
  void dropClaim(String claimId);

  /** Refused by the key unless the channel is held. */
  @SqlQuery(
      """
      UPDATE threads
      SET archived = 0, active_channel = channel, version = version + 1
      WHERE thread_id = :threadId
      RETURNING *
      """)
  ThreadRow activate(String threadId);
}
