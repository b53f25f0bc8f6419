package dev.threadbase.jdbi;

import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SegmentKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows of what is known of logs without reading them. */
final class LogInfoRow {

  static final RowMapper<SegmentInfo> MAPPER = new InfoMapper();
  static final RowMapper<LogSql.Beginning> BEGINNING = new BeginningMapper();

  private LogInfoRow() {}

  private static final class InfoMapper implements RowMapper<SegmentInfo> {
    @Override
    public SegmentInfo map(ResultSet row, StatementContext context) throws SQLException {
      return new SegmentInfo(
          new SegmentAddress(UUID.fromString(row.getString(1)), UUID.fromString(row.getString(2))),
          kind(row.getString(3)),
          id(row.getString(4)),
          row.getLong(5),
          row.getLong(6),
          Math.max(0, row.getLong(7)),
          Instants.of(row.getLong(8)));
    }

    private static SegmentKind kind(String origin) {
      return switch (origin) {
        case "fork" -> SegmentKind.FORK;
        case "compaction" -> SegmentKind.COMPACTION;
        default -> SegmentKind.NEW;
      };
    }

    private static @Nullable UUID id(@Nullable String text) {
      return text == null ? null : UUID.fromString(text);
    }
  }

  private static final class BeginningMapper implements RowMapper<LogSql.Beginning> {
    @Override
    public LogSql.Beginning map(ResultSet row, StatementContext context) throws SQLException {
      return new LogSql.Beginning(row.getString(1), row.getLong(2));
    }
  }
}
