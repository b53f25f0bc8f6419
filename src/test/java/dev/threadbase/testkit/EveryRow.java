package dev.threadbase.testkit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a database holds, to see that nothing of it changed. */
public final class EveryRow {

  private static final List<String> TABLES =
      List.of(
          "sessions",
          "segments",
          "entries",
          "threads",
          "sources",
          "source_chunks",
          "turn_leases",
          "lease_breaks",
          "trace_logs",
          "trace_entries",
          "pods",
          "pod_children");

  private EveryRow() {}

  /** The rows of every table, in an order of their own. */
  public static Map<String, List<List<String>>> of(TestDatabase database) {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      rows.put(
          table,
          Sql.rows(database, "SELECT * FROM " + table).stream()
              .sorted(Comparator.comparing(List::toString))
              .toList());
    }
    return rows;
  }
}
