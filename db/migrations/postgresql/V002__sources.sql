-- Originals of imported files, byte for byte, in compressed chunks.
-- parsed_length: where the last complete line ends; a torn tail lies behind it.

CREATE TABLE sources (
  source_id      TEXT COLLATE "C" NOT NULL,
  session_id     TEXT COLLATE "C" NOT NULL REFERENCES sessions (session_id),
  thread_id      TEXT COLLATE "C" NOT NULL,
  format         TEXT COLLATE "C" NOT NULL,
  path           TEXT    NOT NULL,
  length         BIGINT  NOT NULL CHECK (length >= 0),
  parsed_length  BIGINT  NOT NULL CHECK (parsed_length >= 0 AND parsed_length <= length),
  line_count     BIGINT  NOT NULL CHECK (line_count >= 0),
  digest         TEXT    NOT NULL,
  created_at_ns  BIGINT  NOT NULL,
  PRIMARY KEY (session_id, source_id)
);

CREATE TABLE source_chunks (
  session_id   TEXT COLLATE "C" NOT NULL,
  source_id    TEXT COLLATE "C" NOT NULL,
  byte_offset  BIGINT  NOT NULL CHECK (byte_offset >= 0),
  length       BIGINT  NOT NULL CHECK (length > 0),
  deflated     BYTEA   NOT NULL,
  PRIMARY KEY (session_id, source_id, byte_offset),
  FOREIGN KEY (session_id, source_id) REFERENCES sources (session_id, source_id)
);
