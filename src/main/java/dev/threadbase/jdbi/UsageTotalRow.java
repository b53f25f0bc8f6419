package dev.threadbase.jdbi;

import dev.threadbase.conversation.ModelUsage;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageGrouping;
import dev.threadbase.conversation.UsageKey;
import dev.threadbase.conversation.UsageTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one model took together, of those that a key names.
 *
 * @param key the key
 * @param usage what they took
 */
record UsageTotalRow(UsageKey key, ModelUsage usage) {

  static final RowMapper<UsageTotalRow> MAPPER = new Mapper();

  /** Every column a key may have, in the order that the mapper reads them. */
  private static final List<String> KEYS =
      List.of("vendor", "endpoint", "model", "workspace", "day", "session_id", "thread_id");

  private static final Comparator<ModelUsage> ORDER =
      Comparator.comparing((ModelUsage usage) -> DerivedValues.sortable(usage.vendor()))
          .thenComparing(usage -> DerivedValues.sortable(usage.model()));

  private static final String SUMS =
      """
      c.vendor, c.model, COUNT(*), SUM(c.input_tokens), SUM(c.output_tokens), SUM(c.cache_read_tokens),
             SUM(c.cache_write_tokens), SUM(c.prompt_tokens_total), SUM(c.uncached_tokens)
      FROM usage_calls c
      """;

  static String select(UsageGrouping grouping, String where) {
    Set<String> by = columns(grouping);
    String keys =
        KEYS.stream()
            .map(column -> by.contains(column) ? "c." + column : "CAST(NULL AS TEXT)")
            .collect(Collectors.joining(", "));
    Set<String> all = new LinkedHashSet<>(by);
    all.addAll(List.of("vendor", "model"));
    String group = all.stream().map(column -> "c." + column).collect(Collectors.joining(", "));
    return "SELECT " + keys + ",\n       " + SUMS + where + "GROUP BY " + group;
  }

  private static Set<String> columns(UsageGrouping grouping) {
    return switch (grouping) {
      case MODEL -> Set.of("vendor", "model");
      case ENDPOINT -> Set.of("vendor", "endpoint");
      case WORKSPACE -> Set.of("workspace");
      case DAY -> Set.of("day");
      case SESSION -> Set.of("session_id");
      case THREAD -> Set.of("session_id", "thread_id");
    };
  }

  static UsageTotal total(UsageKey key, List<ModelUsage> models) {
    return new UsageTotal(key, models.stream().sorted(ORDER).toList());
  }

  // A named class, because Jdbi finds out from its signature what it maps.
  private static final class Mapper implements RowMapper<UsageTotalRow> {
    @Override
    public UsageTotalRow map(ResultSet row, StatementContext context) throws SQLException {
      TokenUsage tokens =
          new TokenUsage(
              row.getLong(11), row.getLong(12), row.getLong(13), row.getLong(14), row.getLong(15));
      return new UsageTotalRow(
          new UsageKey(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              day(row.getString(5)),
              row.getString(6),
              row.getString(7)),
          new ModelUsage(
              row.getString(8), row.getString(9), row.getLong(10), tokens, row.getLong(16)));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
      return text == null ? null : LocalDate.parse(text);
    }
  }
}
