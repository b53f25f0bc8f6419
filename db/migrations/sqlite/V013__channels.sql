-- The active conversation of a channel: at most one, whoever writes.

-- active_channel: the channel whose active conversation the thread is. What archives or deletes a thread, or moves it to
-- another channel, ends this in the same statement.
ALTER TABLE threads ADD COLUMN active_channel TEXT
  CHECK (active_channel IS NULL
         OR (channel IS NOT NULL AND active_channel = channel AND archived = 0 AND deleted_at_ns IS NULL));

CREATE UNIQUE INDEX threads_active_channel ON threads (active_channel) WHERE active_channel IS NOT NULL;
