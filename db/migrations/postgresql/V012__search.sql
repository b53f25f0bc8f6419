-- Search over the text of messages; docs/search.md says what is indexed.
-- The tokens are made by the library, the same for both databases: words of letters and digits, and pairs of
-- characters where a script has no spaces. What can be thrown away and made again is here, nothing else.

-- An entry that has text, a row; a long text has several, because a tsvector holds no more than 16,383 positions
-- and 255 of one word. They overlap. chunks: how many rows the entry has.
CREATE TABLE search_rows (
  session_id    TEXT COLLATE "C" NOT NULL,
  segment_id    TEXT COLLATE "C" NOT NULL,
  seq           BIGINT   NOT NULL CHECK (seq >= 0),
  chunk         INTEGER  NOT NULL CHECK (chunk >= 0),
  chunks        INTEGER  NOT NULL CHECK (chunks > chunk),
  role          TEXT COLLATE "C",
  created_at_ns BIGINT   NOT NULL,
  tokens        tsvector NOT NULL,
  PRIMARY KEY (session_id, segment_id, seq, chunk)
);

-- In two, because the words of a query may stand in different rows of a long text, but never in those of a short one.
-- What was just written waits in a list, which keeps an append short; a search reads the list too, so it is not long.
CREATE INDEX search_short ON search_rows USING gin (tokens) WITH (gin_pending_list_limit = 1024) WHERE chunks = 1;
CREATE INDEX search_long ON search_rows USING gin (tokens) WHERE chunks > 1;

-- A foreign key would look up and lock the entry again at every append, which writes both.
CREATE FUNCTION leave_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_rows r
  USING gone g
  WHERE r.session_id = g.session_id AND r.segment_id = g.segment_id AND r.seq = g.seq;
  RETURN NULL;
END;
$$;

CREATE TRIGGER entries_leave_search AFTER DELETE ON entries
  REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION leave_search();

-- complete = 1: every entry that has text is in the index. run_id: who fills it now.
CREATE TABLE search_state (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  run_id   TEXT COLLATE "C"
);

INSERT INTO search_state (id, complete)
SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM entries) THEN 0 ELSE 1 END;
