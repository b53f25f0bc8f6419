-- What agents keep beside their logs: traces of what a provider sent, and pods, the names under which agents run.
-- A log is a thread that has the id of its first segment.

-- The log that a log says it was forked or compacted from, which need not be here. at_turn_index is a turn of that one.
ALTER TABLE segments ADD COLUMN source_segment_id TEXT;

-- How many traces a log has. The row makes writers of one log's traces wait for each other; those of its entries
-- do not wait for them.
CREATE TABLE trace_logs (
  session_id    TEXT NOT NULL,
  segment_id    TEXT NOT NULL,
  length        INTEGER NOT NULL CHECK (length > 0),
  PRIMARY KEY (session_id, segment_id)
) STRICT;

-- turn and llm_call repeat what the payload says. They are unsigned: one beyond 2^63 shows as negative.
CREATE TABLE trace_entries (
  session_id    TEXT NOT NULL,
  segment_id    TEXT NOT NULL,
  seq           INTEGER NOT NULL CHECK (seq >= 0),
  kind          TEXT NOT NULL,
  turn          INTEGER,
  llm_call      INTEGER,
  created_at_ns INTEGER NOT NULL,
  payload       TEXT NOT NULL,
  PRIMARY KEY (session_id, segment_id, seq),
  FOREIGN KEY (session_id, segment_id) REFERENCES trace_logs (session_id, segment_id)
) STRICT;

-- The log that a pod writes: a session alone is reserved, its first segment not written yet.
-- unknown: members of an imported record that have no column, as a JSON object.
CREATE TABLE pods (
  pod_name      TEXT NOT NULL PRIMARY KEY,
  session_id    TEXT,
  segment_id    TEXT,
  version       INTEGER NOT NULL,
  unknown       TEXT NOT NULL,
  created_at_ns INTEGER NOT NULL,
  updated_at_ns INTEGER NOT NULL,
  CHECK (segment_id IS NULL OR session_id IS NOT NULL)
) STRICT;

-- The pods that a pod has spawned, in the order of place. scope: JSON, as it was given.
CREATE TABLE pod_children (
  pod_name         TEXT NOT NULL REFERENCES pods (pod_name),
  place            INTEGER NOT NULL CHECK (place >= 0),
  child_name       TEXT NOT NULL,
  socket_path      TEXT NOT NULL,
  callback_address TEXT NOT NULL,
  scope            TEXT NOT NULL,
  PRIMARY KEY (pod_name, place)
) STRICT;

CREATE INDEX pods_by_segment ON pods (session_id, segment_id) WHERE session_id IS NOT NULL;

CREATE TRIGGER trace_entries_are_immutable BEFORE UPDATE ON trace_entries
BEGIN
  SELECT RAISE(ABORT, 'trace_entries are immutable');
END;
