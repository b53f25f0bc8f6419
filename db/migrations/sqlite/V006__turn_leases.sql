-- Who may move a thread's head now. The row stays when the lease is given back, so that its token only grows.
-- held = 0: given back; the columns then say who held it last.
-- expires_at_ns: NULL for a lease without an end. It may pass while the lease is held: whoever asks next takes over.
-- unfinished = 1: a turn was started and has no end in the journal yet, unless it is given one by recovery.
-- waiter_id: who is next, until waiter_until_ns; everybody else is refused a free lease until then. Whoever waits
-- since before waiter_since_ns comes first.
CREATE TABLE turn_leases (
  thread_id       TEXT    NOT NULL PRIMARY KEY REFERENCES threads (thread_id),
  session_id      TEXT    NOT NULL,
  turn_id         TEXT    NOT NULL,
  owner_id        TEXT    NOT NULL,
  token           INTEGER NOT NULL CHECK (token > 0),
  held            INTEGER NOT NULL CHECK (held IN (0, 1)),
  acquired_at_ns  INTEGER NOT NULL,
  renewed_at_ns   INTEGER NOT NULL,
  expires_at_ns   INTEGER,
  unfinished      INTEGER NOT NULL CHECK (unfinished IN (0, 1)),
  waiter_id       TEXT,
  waiter_since_ns INTEGER,
  waiter_until_ns INTEGER,
  CHECK ((waiter_id IS NULL) = (waiter_since_ns IS NULL)),
  CHECK ((waiter_id IS NULL) = (waiter_until_ns IS NULL))
) STRICT;

-- Leases that somebody holds, or whose turn was left without an end. A renewal does not touch it.
CREATE INDEX turn_leases_open ON turn_leases (thread_id) WHERE held = 1 OR unfinished = 1;

-- What an operator took away: who held it, who broke it, when and why.
CREATE TABLE lease_breaks (
  thread_id      TEXT    NOT NULL REFERENCES threads (thread_id),
  token          INTEGER NOT NULL CHECK (token > 0),
  session_id     TEXT    NOT NULL,
  turn_id        TEXT    NOT NULL,
  owner_id       TEXT    NOT NULL,
  acquired_at_ns INTEGER NOT NULL,
  renewed_at_ns  INTEGER NOT NULL,
  expires_at_ns  INTEGER,
  broken_at_ns   INTEGER NOT NULL,
  broken_by      TEXT    NOT NULL,
  reason         TEXT    NOT NULL,
  PRIMARY KEY (thread_id, token)
) STRICT;

-- lease_required = 1: a write without a lease is refused.
ALTER TABLE threads ADD COLUMN lease_required INTEGER NOT NULL DEFAULT 0 CHECK (lease_required IN (0, 1));

-- The turns of a path: where they begin and end.
CREATE INDEX entries_turn_markers ON entries (session_id, segment_id, seq) WHERE type = 'turn_marker';
