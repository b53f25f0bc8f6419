-- One index for each hot path that the keys do not serve already.

-- Threads, newest first, ties by id: all of them, the unarchived, and those of a workspace, a channel or a session.
CREATE INDEX threads_by_created ON threads (created_at_ns DESC, thread_id);
CREATE INDEX threads_unarchived_by_created ON threads (created_at_ns DESC, thread_id) WHERE archived = 0;
CREATE INDEX threads_by_workspace ON threads (workspace, created_at_ns DESC, thread_id) WHERE workspace IS NOT NULL;
CREATE INDEX threads_by_channel ON threads (channel, created_at_ns DESC, thread_id) WHERE channel IS NOT NULL;
CREATE INDEX threads_by_status ON threads (status, created_at_ns DESC, thread_id) WHERE status IS NOT NULL;
CREATE INDEX threads_by_session ON threads (session_id, created_at_ns DESC, thread_id);

-- What still reaches a segment: heads, children, and the thread that owns it.
CREATE INDEX threads_by_head ON threads (session_id, head_segment_id);
CREATE INDEX threads_by_base ON threads (session_id, base_segment_id);
CREATE INDEX segments_by_parent ON segments (session_id, parent_segment_id, parent_length);
CREATE INDEX segments_by_thread ON segments (session_id, thread_id);

-- Lineage downwards.
CREATE INDEX threads_by_fork_source ON threads (session_id, forked_from_thread_id) WHERE forked_from_thread_id IS NOT NULL;
CREATE INDEX threads_by_parent ON threads (session_id, parent_thread_id) WHERE parent_thread_id IS NOT NULL;

-- The last compaction of a segment before a position.
CREATE INDEX entries_compactions ON entries (session_id, segment_id, seq) WHERE type = 'compaction';

CREATE INDEX sources_by_thread ON sources (session_id, thread_id, created_at_ns);
