-- Conversations, the last changed first: all, and those of a workspace.
CREATE INDEX threads_recent ON threads (updated_minute DESC) WHERE spoken = 1 AND deleted_at_ns IS NULL;
CREATE INDEX threads_recent_by_workspace ON threads (workspace, updated_minute DESC)
  WHERE spoken = 1 AND deleted_at_ns IS NULL AND workspace IS NOT NULL;

-- What can be restored or purged.
CREATE INDEX threads_deleted ON threads (deleted_at_ns) WHERE deleted_at_ns IS NOT NULL;
