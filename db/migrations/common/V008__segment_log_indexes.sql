-- Logs, newest first: of a session, and the sessions that have any.
CREATE INDEX threads_logs ON threads (session_id DESC, thread_id DESC) WHERE thread_id = base_segment_id;

-- Where turns of a log end: the first with a count, and the last before a position.
CREATE INDEX entries_turn_ends ON entries (session_id, segment_id, seq) WHERE type = 'turn_end';
CREATE INDEX entries_turn_counts ON entries (session_id, segment_id, turn_id, seq) WHERE type = 'turn_end';

-- The fork tree again, and where a log says that it began: its source, which need not be here, the source's turn,
-- and the count of the last turn before it. Counts are unsigned: one beyond 2^63 shows as negative.
DROP VIEW session_lineage;

CREATE VIEW session_lineage AS
SELECT s.session_id,
       s.segment_id,
       s.parent_segment_id,
       s.parent_length,
       s.origin,
       s.depth,
       (WITH RECURSIVE up (session_id, segment_id, parent_segment_id, depth) AS (
          SELECT s.session_id, s.segment_id, s.parent_segment_id, s.depth
          UNION ALL
          SELECT p.session_id, p.segment_id, p.parent_segment_id, p.depth
          FROM up
          CROSS JOIN segments p
          WHERE p.session_id = up.session_id AND p.segment_id = up.parent_segment_id)
        SELECT string_agg(up.segment_id, '/' ORDER BY up.depth) FROM up) AS path,
       s.thread_id,
       COALESCE((SELECT MAX(e.seq) + 1
                 FROM entries e
                 WHERE e.session_id = s.session_id AND e.segment_id = s.segment_id), 0) AS entries,
       s.created_at_ns,
       s.source_segment_id,
       s.at_turn_index,
       s.base_turn
FROM segments s;
