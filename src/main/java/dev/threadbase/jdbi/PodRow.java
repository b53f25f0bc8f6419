package dev.threadbase.jdbi;

import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.PodSpawnedChild;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pods}.
 *
 * @param name the pod
 * @param active where it is; null if it is nowhere
 * @param version how often it was written
 * @param unknown members of its record that this version does not know
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 */
record PodRow(
    String name,
    @Nullable PodActiveSegmentRef active,
    long version,
    String unknown,
    Instant createdAt,
    Instant updatedAt) {

  static final RowMapper<PodRow> MAPPER = new Mapper();
  static final RowMapper<PodSpawnedChild> CHILD =
      (row, context) ->
          PodSpawnedChild.parse(
              row.getString("child_name"),
              row.getString("socket_path"),
              row.getString("scope"),
              row.getString("callback_address"));

  /** The row with the children, in the transaction that it was read in. */
  PodRecord record(Handle handle) {
    PodMetadata metadata =
        new PodMetadata(name, active, handle.attach(PodSql.class).children(name));
    return new PodRecord(metadata, unknown, version, createdAt, updatedAt);
  }

  private static final class Mapper implements RowMapper<PodRow> {
    @Override
    public PodRow map(ResultSet row, StatementContext context) throws SQLException {
      return new PodRow(
          row.getString("pod_name"),
          active(row.getString("session_id"), row.getString("segment_id")),
          row.getLong("version"),
          row.getString("unknown"),
          Instants.of(row.getLong("created_at_ns")),
          Instants.of(row.getLong("updated_at_ns")));
    }

    private static @Nullable PodActiveSegmentRef active(
        @Nullable String sessionId, @Nullable String segmentId) {
      return sessionId == null
          ? null
          : new PodActiveSegmentRef(
              UUID.fromString(sessionId), segmentId == null ? null : UUID.fromString(segmentId));
    }
  }
}
