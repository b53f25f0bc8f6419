package dev.threadbase.jdbi;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code threads}.
 *
 * @param sessionId the session, which a stored thread always has
 * @param baseSegmentId the segment that the thread began with
 * @param inheritedLength how many entries it inherited from a fork
 * @param headOpen whether an append goes to the head segment as it is
 * @param firstOrdinal the ordinal of the thread's first own entry
 * @param nextOrdinal the ordinal of its next one
 * @param spoken whether a user said something in words, somewhere in the thread
 * @param meta what callers see
 */
record ThreadRow(
    String sessionId,
    String baseSegmentId,
    long inheritedLength,
    boolean headOpen,
    long firstOrdinal,
    long nextOrdinal,
    boolean spoken,
    ThreadMeta meta) {

  static final RowMapper<ThreadRow> MAPPER = new Mapper();

  String id() {
    return meta.id();
  }

  private static final class Mapper implements RowMapper<ThreadRow> {
    @Override
    public ThreadRow map(ResultSet row, StatementContext context) throws SQLException {
      long inherited = row.getLong("inherited_length");
      long first = row.getLong("first_ordinal");
      long next = row.getLong("next_ordinal");
      String sessionId = row.getString("session_id");
      return new ThreadRow(
          sessionId,
          row.getString("base_segment_id"),
          inherited,
          row.getInt("head_open") == 1,
          first,
          next,
          row.getInt("spoken") == 1,
          meta(row, sessionId, inherited + next - first));
    }

    private static ThreadMeta meta(ResultSet row, String sessionId, long entryCount)
        throws SQLException {
      return new ThreadMeta(
          row.getString("thread_id"),
          sessionId,
          row.getString("leaf_id"),
          row.getString("head_segment_id"),
          row.getLong("head_length"),
          entryCount,
          row.getLong("version"),
          row.getString("parent_thread_id"),
          row.getString("forked_from_thread_id"),
          row.getString("forked_from_entry_id"),
          title(row),
          row.getInt("archived") == 1,
          row.getInt("lease_required") == 1,
          row.getString("status"),
          row.getString("workspace"),
          row.getString("channel"),
          row.getString("vendor"),
          row.getString("endpoint"),
          row.getString("model"),
          Json.read(row.getString("metadata")),
          instant(row, "created_at_ns"),
          instant(row, "updated_at_ns"),
          instant(row, "last_active_at_ns"),
          instant(row, "last_viewed_at_ns"),
          instant(row, "deleted_at_ns"));
    }

    private static Title title(ResultSet row) throws SQLException {
      return new Title(
          row.getString("title"),
          row.getString("title_status"),
          row.getString("title_source"),
          instant(row, "title_updated_at_ns"),
          row.getString("title_error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
      long nanos = row.getLong(column);
      return row.wasNull() ? null : Instants.of(nanos);
    }
  }
}
