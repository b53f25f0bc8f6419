-- Views for people with a SQL prompt; docs/sql.md describes them.
-- CROSS JOIN: SQLite keeps its order, and would otherwise read all segments of a session at each step.

-- The fork tree of every session, a row a segment. path: the segment ids from the root, joined by '/'.
CREATE VIEW session_lineage AS
SELECT s.session_id,
       s.segment_id,
       s.parent_segment_id,
       s.parent_length,
       s.origin,
       s.depth,
       (WITH RECURSIVE up (segment_id, parent_segment_id, depth) AS (
          SELECT s.segment_id, s.parent_segment_id, s.depth
          UNION ALL
          SELECT p.segment_id, p.parent_segment_id, p.depth
          FROM up
          CROSS JOIN segments p
          WHERE p.session_id = s.session_id AND p.segment_id = up.parent_segment_id)
        SELECT string_agg(up.segment_id, '/' ORDER BY up.depth) FROM up) AS path,
       s.thread_id,
       COALESCE((SELECT MAX(e.seq) + 1
                 FROM entries e
                 WHERE e.session_id = s.session_id AND e.segment_id = s.segment_id), 0) AS entries,
       s.created_at_ns
FROM segments s;

-- The path of every thread's leaf, a row an entry; position 0 is the root.
CREATE VIEW thread_paths AS
WITH RECURSIVE chain (thread_id, session_id, segment_id, length, base_length, parent_segment_id, parent_length) AS (
  SELECT t.thread_id, t.session_id, s.segment_id, t.head_length, s.base_length, s.parent_segment_id, s.parent_length
  FROM threads t
  JOIN segments s ON s.session_id = t.session_id AND s.segment_id = t.head_segment_id
  UNION ALL
  SELECT c.thread_id, c.session_id, s.segment_id, c.parent_length, s.base_length, s.parent_segment_id, s.parent_length
  FROM chain c
  CROSS JOIN segments s
  WHERE s.session_id = c.session_id AND s.segment_id = c.parent_segment_id)
SELECT c.thread_id,
       c.session_id,
       c.base_length + e.seq AS position,
       e.entry_id,
       e.parent_id,
       e.segment_id,
       e.seq,
       e.thread_id AS written_by_thread_id,
       e.type,
       e.role,
       e.turn_id,
       e.model,
       e.tool_name,
       e.created_at_ns,
       e.payload
FROM chain c
CROSS JOIN entries e
WHERE e.session_id = c.session_id AND e.segment_id = c.segment_id AND e.seq < c.length;
