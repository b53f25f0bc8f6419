-- What calls of models took, and how long calls took: what entries say, as numbers that SQL can sum. A row stands and goes
-- with its entry and is never changed. Its key refers to the segment: one that referred to the entry would be looked up
-- for every entry that is ever deleted, which takes PostgreSQL many times longer than deleting it.

-- thread_id and ordinal: as in the entry. response_id: of which answer this tells; several rows that name the same one
-- tell of one call. Vendor, endpoint and model: as the entry says them, null where it does not.
CREATE TABLE usage_records (
  session_id          TEXT COLLATE "C" NOT NULL,
  segment_id          TEXT COLLATE "C" NOT NULL,
  seq                 BIGINT NOT NULL,
  thread_id           TEXT COLLATE "C" NOT NULL,
  ordinal             BIGINT NOT NULL,
  created_at_ns       BIGINT NOT NULL,
  turn_index          BIGINT,
  response_id         TEXT COLLATE "C",
  source              TEXT COLLATE "C",
  vendor              TEXT COLLATE "C",
  endpoint            TEXT COLLATE "C",
  model               TEXT COLLATE "C",
  input_tokens        BIGINT NOT NULL,
  output_tokens       BIGINT NOT NULL,
  cache_read_tokens   BIGINT NOT NULL,
  cache_write_tokens  BIGINT NOT NULL,
  prompt_tokens_total BIGINT NOT NULL,
  PRIMARY KEY (session_id, segment_id, seq),
  FOREIGN KEY (session_id, segment_id) REFERENCES segments (session_id, segment_id) ON DELETE CASCADE
);

CREATE TABLE metric_events (
  session_id       TEXT COLLATE "C" NOT NULL,
  segment_id       TEXT COLLATE "C" NOT NULL,
  seq              BIGINT NOT NULL,
  thread_id        TEXT COLLATE "C" NOT NULL,
  ordinal          BIGINT NOT NULL,
  created_at_ns    BIGINT NOT NULL,
  turn_index       BIGINT NOT NULL,
  type             TEXT COLLATE "C" NOT NULL,
  vendor           TEXT COLLATE "C",
  endpoint         TEXT COLLATE "C",
  model            TEXT COLLATE "C",
  ttft_ns          BIGINT NOT NULL,
  think_time_ns    BIGINT NOT NULL,
  duration_ns      BIGINT NOT NULL,
  tool_name        TEXT COLLATE "C",
  tool_success     INTEGER NOT NULL CHECK (tool_success IN (0, 1)),
  tool_error       TEXT,
  tool_duration_ns BIGINT NOT NULL,
  PRIMARY KEY (session_id, segment_id, seq),
  FOREIGN KEY (session_id, segment_id) REFERENCES segments (session_id, segment_id) ON DELETE CASCADE
);

CREATE TRIGGER usage_records_are_immutable BEFORE UPDATE ON usage_records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

CREATE TRIGGER metric_events_are_immutable BEFORE UPDATE ON metric_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

-- Totals of a thread or of the threads of a workspace, of a time, and the other rows of an answer.
CREATE INDEX usage_records_by_thread ON usage_records (thread_id);
CREATE INDEX usage_records_by_time ON usage_records (created_at_ns);
CREATE INDEX usage_records_by_response ON usage_records (session_id, response_id, output_tokens, thread_id, ordinal)
  WHERE response_id IS NOT NULL;
CREATE INDEX metric_events_by_thread ON metric_events (thread_id);
CREATE INDEX metric_events_by_time ON metric_events (created_at_ns);

-- A row a call: of the rows that name one answer the one with the most output, which is the last that was told of it.
-- What an entry does not say of the model is taken from its thread. uncached_tokens: what of the prompt no cache was
-- involved in. Some providers count all of the prompt as input and others only this; the prompt's total tells which.
CREATE VIEW usage_calls AS
SELECT u.session_id,
       u.segment_id,
       u.seq,
       u.thread_id,
       u.ordinal,
       u.created_at_ns,
       to_char(DATE '1970-01-01' + CAST((u.created_at_ns - (u.created_at_ns % 86400000000000 + 86400000000000) % 86400000000000)
         / 86400000000000 AS INTEGER), 'YYYY-MM-DD') AS day,
       t.workspace,
       u.turn_index,
       u.response_id,
       u.source,
       CASE WHEN u.vendor IS NULL AND u.endpoint IS NULL THEN t.vendor ELSE u.vendor END AS vendor,
       CASE WHEN u.vendor IS NULL AND u.endpoint IS NULL THEN t.endpoint ELSE u.endpoint END AS endpoint,
       COALESCE(u.model, t.model) AS model,
       u.input_tokens,
       u.output_tokens,
       u.cache_read_tokens,
       u.cache_write_tokens,
       u.prompt_tokens_total,
       CASE WHEN u.prompt_tokens_total > 0
             AND u.prompt_tokens_total - u.cache_read_tokens - u.cache_write_tokens BETWEEN 0 AND u.input_tokens
            THEN u.prompt_tokens_total - u.cache_read_tokens - u.cache_write_tokens
            ELSE u.input_tokens END AS uncached_tokens
FROM usage_records u
LEFT JOIN threads t ON t.thread_id = u.thread_id
WHERE u.response_id IS NULL
   OR NOT EXISTS (SELECT 1
                  FROM usage_records o
                  WHERE o.session_id = u.session_id AND o.response_id = u.response_id
                    AND (o.output_tokens, o.thread_id, o.ordinal) > (u.output_tokens, u.thread_id, u.ordinal));

CREATE VIEW usage_by_day AS
SELECT day,
       workspace,
       vendor,
       endpoint,
       model,
       COUNT(*) AS calls,
       CAST(SUM(input_tokens) AS BIGINT) AS input_tokens,
       CAST(SUM(output_tokens) AS BIGINT) AS output_tokens,
       CAST(SUM(cache_read_tokens) AS BIGINT) AS cache_read_tokens,
       CAST(SUM(cache_write_tokens) AS BIGINT) AS cache_write_tokens,
       CAST(SUM(prompt_tokens_total) AS BIGINT) AS prompt_tokens_total
FROM usage_calls
GROUP BY day, workspace, vendor, endpoint, model;
