package dev.threadbase.jdbi;

import java.util.List;
import java.util.stream.Stream;

/** What must hold of the rows that repeat what entries say of tokens and times. */
final class UsageChecks {

  static final List<Check> ALL =
      Stream.of("usage_records", "metric_events").flatMap(UsageChecks::of).toList();

  private UsageChecks() {}

  private static Stream<Check> of(String table) {
    return Stream.of(
        new Check(
            "derived_entry",
            "a row repeats what an entry says that does not exist",
            """
            SELECT u.session_id, '%1$s ' || u.segment_id || ':' || u.seq
            FROM %1$s u
            WHERE NOT EXISTS (SELECT 1
                              FROM entries e
                              WHERE e.session_id = u.session_id AND e.segment_id = u.segment_id AND e.seq = u.seq)
            """
                .formatted(table)),
        new Check(
            "derived_thread",
            "a row names another thread or ordinal than the entry that it repeats",
            """
            SELECT u.session_id, '%1$s ' || u.segment_id || ':' || u.seq
            FROM %1$s u
            JOIN entries e ON e.session_id = u.session_id AND e.segment_id = u.segment_id AND e.seq = u.seq
            WHERE e.thread_id <> u.thread_id OR e.ordinal <> u.ordinal
            """
                .formatted(table)));
  }
}
