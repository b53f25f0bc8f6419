package dev.threadbase.jdbi;

import java.util.List;

/** What must hold of logs, which are threads that have the id of their first segment. */
final class LogChecks {

  static final List<Check> ALL =
      List.of(
          new Check(
              "log_id",
              "the log or its session has a name that is no UUID",
              """
              SELECT t.session_id, 'log ' || t.thread_id
              FROM threads t
              WHERE t.thread_id = t.base_segment_id AND (LENGTH(t.thread_id) <> 36 OR LENGTH(t.session_id) <> 36)
              """),
          new Check(
              "fork_mark",
              "a reference to what a fork inherits stands elsewhere than at the beginning of a fork",
              """
              SELECT e.session_id, 'entry ' || e.segment_id || ':' || e.seq
              FROM entries e
              LEFT JOIN segments s ON s.session_id = e.session_id AND s.segment_id = e.segment_id
              WHERE e.type = 'segment_fork'
                AND (e.seq > 0 OR e.segment_id <> e.thread_id OR s.origin IS DISTINCT FROM 'fork')
              """),
          // Where a log is forked, and its turns, are found by these columns. A damaged line of a
          // file
          // may lack the count: it is kept as it is, and reading the log says so.
          new Check(
              "turn_count",
              "the end of a turn does not say its count",
              """
              SELECT e.session_id, 'entry ' || e.segment_id || ':' || e.seq
              FROM entries e
              JOIN threads t ON t.thread_id = e.thread_id AND t.session_id = e.session_id
               AND t.base_segment_id = t.thread_id
              WHERE e.type = 'turn_end' AND e.turn_id IS NULL AND e.source_id IS NULL
              """),
          new Check(
              "trace_missing",
              "traces belong to no list of traces",
              """
              SELECT DISTINCT e.session_id, 'traces of ' || e.segment_id
              FROM trace_entries e
              WHERE NOT EXISTS (SELECT 1
                                FROM trace_logs l
                                WHERE l.session_id = e.session_id AND l.segment_id = e.segment_id)
              """),
          new Check(
              "trace_length",
              "the traces have a gap or end elsewhere",
              """
              SELECT l.session_id, 'traces of ' || l.segment_id
              FROM trace_logs l
              LEFT JOIN trace_entries e ON e.session_id = l.session_id AND e.segment_id = l.segment_id
              GROUP BY l.session_id, l.segment_id, l.length
              HAVING COUNT(e.seq) <> l.length OR COALESCE(MAX(e.seq), -1) + 1 <> l.length
              """));

  private LogChecks() {}
}
