package dev.threadbase.jdbi;

import java.util.List;

/** What must hold of segments and of the entries in them. */
final class SegmentChecks {

  static final List<Check> ALL =
      List.of(
          new Check(
              "session_missing",
              "the session of the segment does not exist",
              """
              SELECT s.session_id, 'segment ' || s.segment_id
              FROM segments s
              WHERE NOT EXISTS (SELECT 1 FROM sessions o WHERE o.session_id = s.session_id)
              """),
          new Check(
              "segment_missing",
              "entries stand in a segment that does not exist",
              """
              SELECT e.session_id, 'segment ' || e.segment_id
              FROM (SELECT DISTINCT session_id, segment_id FROM entries) e
              WHERE NOT EXISTS (SELECT 1
                                FROM segments s
                                WHERE s.session_id = e.session_id AND s.segment_id = e.segment_id)
              """),
          new Check(
              "positions",
              "the positions of the segment's entries have a gap",
              """
              SELECT session_id, 'segment ' || segment_id
              FROM entries
              GROUP BY session_id, segment_id
              HAVING MIN(seq) <> 0 OR MAX(seq) + 1 <> COUNT(*)
              """),
          new Check(
              "parent_missing",
              "the segment continues one that does not exist",
              """
              SELECT s.session_id, 'segment ' || s.segment_id
              FROM segments s
              WHERE s.parent_segment_id IS NOT NULL
                AND NOT EXISTS (SELECT 1
                                FROM segments p
                                WHERE p.session_id = s.session_id AND p.segment_id = s.parent_segment_id)
              """),
          new Check(
              "parent_length",
              "the segment continues its parent behind the parent's last entry",
              """
              SELECT s.session_id, 'segment ' || s.segment_id
              FROM segments s
              JOIN segments p ON p.session_id = s.session_id AND p.segment_id = s.parent_segment_id
              WHERE s.parent_length > COALESCE((SELECT MAX(e.seq) + 1
                                                FROM entries e
                                                WHERE e.session_id = p.session_id
                                                  AND e.segment_id = p.segment_id), 0)
              """),
          new Check(
              "base_length",
              "the segment's place on its path is not where its parent ends",
              """
              SELECT s.session_id, 'segment ' || s.segment_id
              FROM segments s
              JOIN segments p ON p.session_id = s.session_id AND p.segment_id = s.parent_segment_id
              WHERE s.base_length <> p.base_length + s.parent_length
              """),
          new Check(
              "depth",
              "the segment's depth is not one more than its parent's",
              """
              SELECT s.session_id, 'segment ' || s.segment_id
              FROM segments s
              JOIN segments p ON p.session_id = s.session_id AND p.segment_id = s.parent_segment_id
              WHERE s.depth <> p.depth + 1
              """),
          new Check(
              "parent_id",
              "the entry does not name the entry before it in its segment",
              """
              SELECT e.session_id, 'entry ' || e.segment_id || ':' || e.seq
              FROM entries e
              JOIN entries p ON p.session_id = e.session_id AND p.segment_id = e.segment_id AND p.seq = e.seq - 1
              WHERE e.parent_id IS DISTINCT FROM p.entry_id
              """),
          new Check(
              "parent_id",
              "the first entry of the segment does not name the entry that the segment continues",
              """
              SELECT e.session_id, 'entry ' || e.segment_id || ':' || e.seq
              FROM segments s
              JOIN entries e ON e.session_id = s.session_id AND e.segment_id = s.segment_id AND e.seq = 0
              LEFT JOIN entries p ON p.session_id = s.session_id AND p.segment_id = s.parent_segment_id
               AND p.seq = s.parent_length - 1
              WHERE e.parent_id IS DISTINCT FROM p.entry_id
                AND (s.parent_segment_id IS NULL OR p.entry_id IS NOT NULL)
              """),
          new Check(
              "unreachable",
              "nothing reaches the segment: no thread owns it, no head is in it and none continues it",
              """
              SELECT s.session_id, 'segment ' || s.segment_id
              FROM segments s
              WHERE NOT EXISTS (SELECT 1
                                FROM threads t
                                WHERE t.thread_id = s.thread_id AND t.session_id = s.session_id)
                AND NOT EXISTS (SELECT 1
                                FROM threads t
                                WHERE t.session_id = s.session_id AND t.head_segment_id = s.segment_id)
                AND NOT EXISTS (SELECT 1
                                FROM segments c
                                WHERE c.session_id = s.session_id AND c.parent_segment_id = s.segment_id)
              """));

  private SegmentChecks() {}
}
