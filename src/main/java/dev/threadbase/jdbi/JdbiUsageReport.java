package dev.threadbase.jdbi;

import dev.threadbase.conversation.MetricTotal;
import dev.threadbase.conversation.ModelUsage;
import dev.threadbase.conversation.UsageFilter;
import dev.threadbase.conversation.UsageGrouping;
import dev.threadbase.conversation.UsageKey;
import dev.threadbase.conversation.UsageReport;
import dev.threadbase.conversation.UsageTotal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Sums of the rows that repeat what entries say of tokens and times. */
public final class JdbiUsageReport implements UsageReport {

  private final Database database;

  /** Takes the database. */
  public JdbiUsageReport(Database database) {
    this.database = database;
  }

  @Override
  public List<UsageTotal> totals(UsageGrouping grouping, UsageFilter filter) {
    Filter where = new Filter(filter, "c.workspace = :workspace");
    // Sorted here: the databases do not agree on where nulls stand.
    Map<UsageKey, List<ModelUsage>> totals = new TreeMap<>();
    database.read(
        handle -> {
          totals.clear();
          where
              .query(handle, UsageTotalRow.select(grouping, where.sql()))
              .map(UsageTotalRow.MAPPER)
              .forEach(
                  row ->
                      totals.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row.usage()));
          return totals.size();
        });
    return totals.entrySet().stream()
        .map(total -> UsageTotalRow.total(total.getKey(), total.getValue()))
        .toList();
  }

  @Override
  public List<MetricTotal> metrics(UsageFilter filter) {
    Filter where =
        new Filter(
            filter,
            "c.thread_id IN (SELECT t.thread_id FROM threads t WHERE t.workspace = :workspace)");
    return database
        .read(
            handle ->
                where
                    .query(handle, MetricTotalRow.select(where.sql()))
                    .map(MetricTotalRow.MAPPER)
                    .list())
        .stream()
        .sorted(MetricTotalRow.ORDER)
        .toList();
  }

  /**
   * Only what is asked for is in the statement, so that the planner finds the index of each; every
   * condition is a constant text with bound values.
   */
  private static final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Filter(UsageFilter filter, String ofWorkspace) {
      add(ofWorkspace, "workspace", filter.workspace());
      add("c.created_at_ns >= :from", "from", Instants.toNanosOrNull(filter.from()));
      add("c.created_at_ns < :until", "until", Instants.toNanosOrNull(filter.until()));
      add("c.thread_id = :threadId", "threadId", filter.threadId());
    }

    private void add(String condition, String name, @Nullable Object value) {
      if (value != null) {
        conditions.add(condition);
        values.put(name, value);
      }
    }

    String sql() {
      return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + "\n";
    }

    Query query(Handle handle, String sql) {
      Query query = handle.createQuery(sql);
      values.forEach(query::bind);
      return query;
    }
  }
}
