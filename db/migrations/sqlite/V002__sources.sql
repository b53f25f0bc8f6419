-- Originals of imported files, byte for byte, in compressed chunks.
-- parsed_length: where the last complete line ends; a torn tail lies behind it.

CREATE TABLE sources (
  source_id      TEXT    NOT NULL,
  session_id     TEXT    NOT NULL REFERENCES sessions (session_id),
  thread_id      TEXT    NOT NULL,
  format         TEXT    NOT NULL,
  path           TEXT    NOT NULL,
  length         INTEGER NOT NULL CHECK (length >= 0),
  parsed_length  INTEGER NOT NULL CHECK (parsed_length >= 0 AND parsed_length <= length),
  line_count     INTEGER NOT NULL CHECK (line_count >= 0),
  digest         TEXT    NOT NULL,
  created_at_ns  INTEGER NOT NULL,
  PRIMARY KEY (session_id, source_id)
) STRICT;

CREATE TABLE source_chunks (
  session_id   TEXT    NOT NULL,
  source_id    TEXT    NOT NULL,
  byte_offset  INTEGER NOT NULL CHECK (byte_offset >= 0),
  length       INTEGER NOT NULL CHECK (length > 0),
  deflated     BLOB    NOT NULL,
  PRIMARY KEY (session_id, source_id, byte_offset),
  FOREIGN KEY (session_id, source_id) REFERENCES sources (session_id, source_id)
) STRICT;
