package dev.threadbase.jdbi;

import dev.threadbase.conversation.MetricTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Sums of {@code metric_events}. */
final class MetricTotalRow {

  static final RowMapper<MetricTotal> MAPPER = new Mapper();

  static final Comparator<MetricTotal> ORDER =
      Comparator.comparing(MetricTotal::type)
          .thenComparing(total -> DerivedValues.sortable(total.toolName()))
          .thenComparing(total -> DerivedValues.sortable(total.vendor()))
          .thenComparing(total -> DerivedValues.sortable(total.endpoint()))
          .thenComparing(total -> DerivedValues.sortable(total.model()));

  private static final String SELECT =
      """
      SELECT c.type, c.tool_name, c.vendor, c.endpoint, c.model, COUNT(*),
             SUM(CASE WHEN c.type = 'tool' AND c.tool_success = 0 THEN 1 ELSE 0 END),
             SUM(CASE WHEN c.type = 'tool' THEN c.tool_duration_ns ELSE c.duration_ns END)
      FROM metric_events c
      %sGROUP BY c.type, c.tool_name, c.vendor, c.endpoint, c.model
      """;

  private MetricTotalRow() {}

  static String select(String where) {
    return SELECT.formatted(where);
  }

  // A named class, because Jdbi finds out from its signature what it maps.
  private static final class Mapper implements RowMapper<MetricTotal> {
    @Override
    public MetricTotal map(ResultSet row, StatementContext context) throws SQLException {
      return new MetricTotal(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getLong(6),
          row.getLong(7),
          Duration.ofNanos(row.getLong(8)));
    }
  }
}
