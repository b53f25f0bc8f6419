-- Conversations: which threads have one, which were used last, and which were deleted.

-- deleted_at_ns: the thread was deleted and can be restored; nothing is written to it meanwhile.
ALTER TABLE threads ADD COLUMN deleted_at_ns BIGINT;

-- spoken = 1: a user said something in words, somewhere in the thread.
ALTER TABLE threads ADD COLUMN spoken INTEGER NOT NULL DEFAULT 0 CHECK (spoken IN (0, 1));

-- Lists run by the time of the last change. An index on that time would be written with every append; one on its
-- minute is written once a minute, and the few threads of one minute are sorted when they are read.
ALTER TABLE threads ADD COLUMN updated_minute BIGINT GENERATED ALWAYS AS (updated_at_ns / 60000000000) STORED;

UPDATE threads
SET spoken = 1
WHERE EXISTS (SELECT 1
              FROM entries e
              WHERE e.session_id = threads.session_id AND e.type = 'user_message' AND e.role = 'user');

-- Threads that were deleted for good: what still runs for one of them must not bring it back.
CREATE TABLE purged_threads (
  thread_id     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  session_id    TEXT COLLATE "C" NOT NULL,
  deleted_at_ns BIGINT NOT NULL,
  purged_at_ns  BIGINT NOT NULL
);
