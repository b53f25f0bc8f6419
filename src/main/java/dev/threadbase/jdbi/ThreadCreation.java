package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.thread.ThreadMeta;
import org.jdbi.v3.core.Handle;

/** Makes a thread: a segment to write in, and in a new family the session. */
final class ThreadCreation {

  private ThreadCreation() {}

  static ThreadMeta create(Handle handle, ThreadValues values, String sessionId) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    String segment = Ids.next();
    String threadId = values.threadId();
    sql.insertSession(sessionId, values.createdAt());
    sql.insertRootSegment(sessionId, segment, "root", threadId, values.createdAt());
    // A leaf that cannot exist yet is a broken path: an append must find that out.
    int open = values.leafId() == null ? 1 : 0;
    return sql.insertThread(values.columns(), sessionId, segment, 0, open, 0)
        .orElseThrow(() -> new ThreadExists(threadId))
        .meta();
  }
}
