-- The journal: immutable segments and entries, and the threads that point into them.
-- STRICT, because SQLite would otherwise store text in an INTEGER column.
-- An instant is a count of nanoseconds since 1970-01-01T00:00:00Z.

CREATE TABLE sessions (
  session_id    TEXT    NOT NULL PRIMARY KEY,
  created_at_ns INTEGER NOT NULL
) STRICT;

-- base_length and depth repeat what the chain of parents says, so that a position on a path is found without
-- walking it: an entry stands at base_length + seq on every path that holds it.
CREATE TABLE segments (
  session_id        TEXT    NOT NULL REFERENCES sessions (session_id),
  segment_id        TEXT    NOT NULL UNIQUE,
  origin            TEXT    NOT NULL CHECK (origin IN ('root', 'branch', 'fork', 'compaction')),
  parent_segment_id TEXT,
  parent_length     INTEGER CHECK (parent_length > 0),
  base_length       INTEGER NOT NULL CHECK (base_length >= 0),
  depth             INTEGER NOT NULL CHECK (depth >= 0),
  at_turn_index     INTEGER,
  base_turn         INTEGER,
  thread_id         TEXT    NOT NULL,
  created_at_ns     INTEGER NOT NULL,
  PRIMARY KEY (session_id, segment_id),
  FOREIGN KEY (session_id, parent_segment_id) REFERENCES segments (session_id, segment_id),
  CHECK ((parent_segment_id IS NULL) = (parent_length IS NULL)),
  CHECK (parent_segment_id <> segment_id),
  CHECK (parent_segment_id IS NOT NULL OR (base_length = 0 AND depth = 0))
) STRICT;

-- thread_id and ordinal: the thread that wrote the entry, and the place in that thread's own journal.
CREATE TABLE entries (
  session_id    TEXT    NOT NULL,
  segment_id    TEXT    NOT NULL,
  seq           INTEGER NOT NULL CHECK (seq >= 0),
  entry_id      TEXT    NOT NULL,
  thread_id     TEXT    NOT NULL,
  ordinal       INTEGER NOT NULL CHECK (ordinal >= 0),
  parent_id     TEXT,
  type          TEXT    NOT NULL,
  turn_id       TEXT,
  role          TEXT,
  model         TEXT,
  tool_name     TEXT,
  created_at_ns INTEGER NOT NULL,
  payload       TEXT    NOT NULL,
  payload_hash  TEXT    NOT NULL,
  source_id     TEXT,
  source_line   INTEGER,
  PRIMARY KEY (session_id, segment_id, seq),
  UNIQUE (session_id, entry_id, thread_id),
  UNIQUE (session_id, thread_id, ordinal),
  FOREIGN KEY (session_id, segment_id) REFERENCES segments (session_id, segment_id)
) STRICT;

-- head_open = 1: the head segment is the thread's own and nothing stands at head_length, so an append goes there.
-- prior_leaf_id: the leaf before the last append, so that the statement that moves the head also returns the parent.
-- base_segment_id: the segment the thread began with; what its chain holds before it is inherited from a fork.
CREATE TABLE threads (
  thread_id             TEXT    NOT NULL PRIMARY KEY,
  session_id            TEXT    NOT NULL REFERENCES sessions (session_id),
  base_segment_id       TEXT    NOT NULL,
  inherited_length      INTEGER NOT NULL CHECK (inherited_length >= 0),
  head_segment_id       TEXT,
  head_length           INTEGER NOT NULL CHECK (head_length >= 0),
  head_open             INTEGER NOT NULL CHECK (head_open IN (0, 1)),
  leaf_id               TEXT,
  prior_leaf_id         TEXT,
  first_ordinal         INTEGER NOT NULL CHECK (first_ordinal >= 0),
  next_ordinal          INTEGER NOT NULL CHECK (next_ordinal >= first_ordinal),
  version               INTEGER NOT NULL,
  parent_thread_id      TEXT,
  forked_from_thread_id TEXT,
  forked_from_entry_id  TEXT,
  title                 TEXT,
  title_status          TEXT,
  title_source          TEXT,
  title_updated_at_ns   INTEGER,
  title_error           TEXT,
  archived              INTEGER NOT NULL CHECK (archived IN (0, 1)),
  status                TEXT,
  workspace             TEXT,
  channel               TEXT,
  vendor                TEXT,
  endpoint              TEXT,
  model                 TEXT,
  metadata              TEXT    NOT NULL,
  created_at_ns         INTEGER NOT NULL,
  updated_at_ns         INTEGER NOT NULL,
  last_active_at_ns     INTEGER,
  last_viewed_at_ns     INTEGER,
  FOREIGN KEY (session_id, base_segment_id) REFERENCES segments (session_id, segment_id),
  FOREIGN KEY (session_id, head_segment_id) REFERENCES segments (session_id, segment_id)
) STRICT;
