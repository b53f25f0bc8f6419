-- The journal: immutable segments and entries, and the threads that point into them.
-- Ids and names compare by their bytes on every cluster, whatever its locale: COLLATE "C".
-- An instant is a count of nanoseconds since 1970-01-01T00:00:00Z.

CREATE TABLE sessions (
  session_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  created_at_ns BIGINT  NOT NULL
);

-- base_length and depth repeat what the chain of parents says, so that a position on a path is found without
-- walking it: an entry stands at base_length + seq on every path that holds it.
CREATE TABLE segments (
  session_id        TEXT COLLATE "C" NOT NULL REFERENCES sessions (session_id),
  segment_id        TEXT COLLATE "C" NOT NULL UNIQUE,
  origin            TEXT COLLATE "C" NOT NULL CHECK (origin IN ('root', 'branch', 'fork', 'compaction')),
  parent_segment_id TEXT COLLATE "C",
  parent_length     BIGINT  CHECK (parent_length > 0),
  base_length       BIGINT  NOT NULL CHECK (base_length >= 0),
  depth             BIGINT  NOT NULL CHECK (depth >= 0),
  at_turn_index     BIGINT,
  base_turn         BIGINT,
  thread_id         TEXT COLLATE "C" NOT NULL,
  created_at_ns     BIGINT  NOT NULL,
  PRIMARY KEY (session_id, segment_id),
  FOREIGN KEY (session_id, parent_segment_id) REFERENCES segments (session_id, segment_id),
  CHECK ((parent_segment_id IS NULL) = (parent_length IS NULL)),
  CHECK (parent_segment_id <> segment_id),
  CHECK (parent_segment_id IS NOT NULL OR (base_length = 0 AND depth = 0))
);

-- thread_id and ordinal: the thread that wrote the entry, and the place in that thread's own journal.
CREATE TABLE entries (
  session_id    TEXT COLLATE "C" NOT NULL,
  segment_id    TEXT COLLATE "C" NOT NULL,
  seq           BIGINT  NOT NULL CHECK (seq >= 0),
  entry_id      TEXT COLLATE "C" NOT NULL,
  thread_id     TEXT COLLATE "C" NOT NULL,
  ordinal       BIGINT  NOT NULL CHECK (ordinal >= 0),
  parent_id     TEXT COLLATE "C",
  type          TEXT COLLATE "C" NOT NULL,
  turn_id       TEXT COLLATE "C",
  role          TEXT COLLATE "C",
  model         TEXT COLLATE "C",
  tool_name     TEXT COLLATE "C",
  created_at_ns BIGINT  NOT NULL,
  payload       TEXT    NOT NULL,
  payload_hash  TEXT    NOT NULL,
  source_id     TEXT COLLATE "C",
  source_line   BIGINT,
  PRIMARY KEY (session_id, segment_id, seq),
  UNIQUE (session_id, entry_id, thread_id),
  UNIQUE (session_id, thread_id, ordinal),
  FOREIGN KEY (session_id, segment_id) REFERENCES segments (session_id, segment_id)
);

-- Room is left in each page, so that an append rewrites the thread's row there and touches no index.
-- head_open = 1: the head segment is the thread's own and nothing stands at head_length, so an append goes there.
-- prior_leaf_id: the leaf before the last append, so that the statement that moves the head also returns the parent.
-- base_segment_id: the segment the thread began with; what its chain holds before it is inherited from a fork.
CREATE TABLE threads (
  thread_id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  session_id            TEXT COLLATE "C" NOT NULL REFERENCES sessions (session_id),
  base_segment_id       TEXT COLLATE "C" NOT NULL,
  inherited_length      BIGINT  NOT NULL CHECK (inherited_length >= 0),
  head_segment_id       TEXT COLLATE "C",
  head_length           BIGINT  NOT NULL CHECK (head_length >= 0),
  head_open             INTEGER NOT NULL CHECK (head_open IN (0, 1)),
  leaf_id               TEXT COLLATE "C",
  prior_leaf_id         TEXT COLLATE "C",
  first_ordinal         BIGINT  NOT NULL CHECK (first_ordinal >= 0),
  next_ordinal          BIGINT  NOT NULL CHECK (next_ordinal >= first_ordinal),
  version               BIGINT  NOT NULL,
  parent_thread_id      TEXT COLLATE "C",
  forked_from_thread_id TEXT COLLATE "C",
  forked_from_entry_id  TEXT COLLATE "C",
  title                 TEXT,
  title_status          TEXT COLLATE "C",
  title_source          TEXT COLLATE "C",
  title_updated_at_ns   BIGINT,
  title_error           TEXT,
  archived              INTEGER NOT NULL CHECK (archived IN (0, 1)),
  status                TEXT COLLATE "C",
  workspace             TEXT COLLATE "C",
  channel               TEXT COLLATE "C",
  vendor                TEXT COLLATE "C",
  endpoint              TEXT COLLATE "C",
  model                 TEXT COLLATE "C",
  metadata              TEXT    NOT NULL,
  created_at_ns         BIGINT  NOT NULL,
  updated_at_ns         BIGINT  NOT NULL,
  last_active_at_ns     BIGINT,
  last_viewed_at_ns     BIGINT,
  FOREIGN KEY (session_id, base_segment_id) REFERENCES segments (session_id, segment_id),
  FOREIGN KEY (session_id, head_segment_id) REFERENCES segments (session_id, segment_id)
) WITH (fillfactor = 70);
