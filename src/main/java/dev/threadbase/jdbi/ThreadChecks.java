package dev.threadbase.jdbi;

import java.util.List;

/** What must hold of threads and of what they point at. */
final class ThreadChecks {

  static final List<Check> ALL =
      List.of(
          new Check(
              "session_missing",
              "the session of the thread does not exist",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              WHERE NOT EXISTS (SELECT 1 FROM sessions o WHERE o.session_id = t.session_id)
              """),
          new Check(
              "head_missing",
              "the thread names a segment that does not exist",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              LEFT JOIN segments b ON b.session_id = t.session_id AND b.segment_id = t.base_segment_id
              LEFT JOIN segments h ON h.session_id = t.session_id AND h.segment_id = t.head_segment_id
              WHERE b.segment_id IS NULL OR (t.head_segment_id IS NOT NULL AND h.segment_id IS NULL)
              """),
          new Check(
              "head_length",
              "the head lies behind the last entry of its segment",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              WHERE t.head_length > COALESCE((SELECT MAX(e.seq) + 1
                                              FROM entries e
                                              WHERE e.session_id = t.session_id
                                                AND e.segment_id = t.head_segment_id), 0)
              """),
          // A head at the start of a segment stands behind the entry that the segment continues. A
          // head that lies too far has no such entry and is another problem.
          new Check(
              "leaf_id",
              "the leaf is not the entry at the head",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              LEFT JOIN segments s ON s.session_id = t.session_id AND s.segment_id = t.head_segment_id
              LEFT JOIN entries e ON e.session_id = t.session_id
               AND e.segment_id = CASE WHEN t.head_length > 0 THEN s.segment_id ELSE s.parent_segment_id END
               AND e.seq = CASE WHEN t.head_length > 0 THEN t.head_length ELSE s.parent_length END - 1
              WHERE t.leaf_id IS DISTINCT FROM e.entry_id
                AND (e.entry_id IS NOT NULL OR (t.head_length = 0 AND s.parent_segment_id IS NULL))
              """),
          new Check(
              "head_open",
              "the head is open, but an append cannot go there",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              WHERE t.head_open = 1
                AND (NOT EXISTS (SELECT 1
                                 FROM segments s
                                 WHERE s.session_id = t.session_id AND s.segment_id = t.head_segment_id
                                   AND s.thread_id = t.thread_id)
                     OR EXISTS (SELECT 1
                                FROM entries e
                                WHERE e.session_id = t.session_id AND e.segment_id = t.head_segment_id
                                  AND e.seq = t.head_length))
              """),
          new Check(
              "deleted_open",
              "the thread is deleted, but an append would go to its head",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              WHERE t.deleted_at_ns IS NOT NULL AND t.head_open = 1
              """),
          new Check(
              "inherited_length",
              "the thread does not inherit what comes before its first segment",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              JOIN segments b ON b.session_id = t.session_id AND b.segment_id = t.base_segment_id
              WHERE t.inherited_length <> b.base_length
              """),
          new Check(
              "ordinals",
              "the ordinals of the thread's own entries have a gap or end elsewhere",
              """
              SELECT t.session_id, 'thread ' || t.thread_id
              FROM threads t
              LEFT JOIN entries e ON e.session_id = t.session_id AND e.thread_id = t.thread_id
               AND e.ordinal >= t.first_ordinal
              GROUP BY t.session_id, t.thread_id, t.first_ordinal, t.next_ordinal
              HAVING COUNT(e.ordinal) <> t.next_ordinal - t.first_ordinal
                  OR COALESCE(MAX(e.ordinal) + 1, t.first_ordinal) <> t.next_ordinal
              """));

  private ThreadChecks() {}
}
