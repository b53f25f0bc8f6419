-- Search over the text of messages; docs/search.md says what is indexed.
-- The tokens are made by the library, the same for both databases: words of letters and digits, and pairs of
-- characters where a script has no spaces. What can be thrown away and made again is here, nothing else.

-- An entry that has text, a row. search_id: its row in the index.
CREATE TABLE search_rows (
  search_id     INTEGER NOT NULL PRIMARY KEY,
  session_id    TEXT    NOT NULL,
  segment_id    TEXT    NOT NULL,
  seq           INTEGER NOT NULL CHECK (seq >= 0),
  role          TEXT,
  created_at_ns INTEGER NOT NULL,
  UNIQUE (session_id, segment_id, seq)
) STRICT;

-- The index keeps no text. The tokens come with a space between them; what is not ASCII is left as it is.
CREATE VIRTUAL TABLE search_index USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'ascii');

-- A foreign key would look up the entry again at every append, which writes both.
CREATE TRIGGER entries_leave_search AFTER DELETE ON entries
BEGIN
  DELETE FROM search_rows
  WHERE session_id = old.session_id AND segment_id = old.segment_id AND seq = old.seq;
END;

CREATE TRIGGER search_rows_leave_index AFTER DELETE ON search_rows
BEGIN
  DELETE FROM search_index WHERE rowid = old.search_id;
END;

-- complete = 1: every entry that has text is in the index. run_id: who fills it now.
CREATE TABLE search_state (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  run_id   TEXT
) STRICT;

INSERT INTO search_state (id, complete)
SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM entries) THEN 0 ELSE 1 END;
