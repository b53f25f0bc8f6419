package dev.threadbase.jdbi;

import java.util.List;

/** What must hold of pods. A log that a record names need not be there: it may come later. */
final class PodChecks {

  static final List<Check> ALL =
      List.of(
          new Check(
              "pod_session",
              "the pod's log is in another session",
              """
              SELECT p.session_id, 'pod ' || p.pod_name
              FROM pods p
              JOIN threads t ON t.thread_id = p.segment_id
              WHERE t.session_id <> p.session_id
              """),
          new Check(
              "pod_log",
              "the pod points at a thread that is no log",
              """
              SELECT p.session_id, 'pod ' || p.pod_name
              FROM pods p
              JOIN threads t ON t.thread_id = p.segment_id
              WHERE t.thread_id <> t.base_segment_id
              """),
          new Check(
              "pod_missing",
              "the pod of a child is missing",
              """
              SELECT DISTINCT '', 'pod ' || c.pod_name
              FROM pod_children c
              LEFT JOIN pods p ON p.pod_name = c.pod_name
              WHERE p.pod_name IS NULL
              """));

  private PodChecks() {}
}
