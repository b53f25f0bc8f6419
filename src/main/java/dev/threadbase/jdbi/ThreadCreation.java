package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.thread.ThreadMeta;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A thread to be made, with a segment to write in and, in a new family, the session.
 *
 * @param values the thread
 * @param sessionId its session
 * @param segmentId its first segment
 */
record ThreadCreation(ThreadValues values, String sessionId, String segmentId) {

  ThreadCreation(ThreadValues values, String sessionId) {
    this(values, sessionId, Ids.next());
  }

  /** What a caller gave, with an id, a session and times if it has none. */
  static ThreadCreation of(ThreadMeta thread, Clock clock) {
    String threadId = thread.id().isEmpty() ? Ids.next() : thread.id();
    Instant created = thread.createdAt() == null ? clock.instant() : thread.createdAt();
    ThreadValues values = new ThreadValues(thread, threadId, created, created);
    String session = thread.sessionId() == null ? Ids.next() : thread.sessionId();
    Texts.storable("a session id", session);
    return new ThreadCreation(values, session);
  }

  ThreadMeta run(Handle handle) {
    begin(handle);
    return insert(handle, null).orElseThrow(() -> new ThreadExists(values.threadId()));
  }

  /** Writes what the thread refers to. */
  void begin(Handle handle) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    sql.putSession(sessionId, values.createdAt());
    sql.insertRootSegment(sessionId, segmentId, "root", values.threadId(), values.createdAt());
  }

  /**
   * Writes the thread; empty if its id is taken, or the channel whose active conversation it is to
   * be has another.
   */
  Optional<ThreadMeta> insert(Handle handle, @Nullable String activeChannel) {
    // A leaf that cannot exist yet is a broken path: an append must find that out.
    int open = values.leafId() == null ? 1 : 0;
    return handle
        .attach(ThreadSql.class)
        .insertThread(values.columns(), sessionId, segmentId, 0, open, 0, activeChannel)
        .map(ThreadRow::meta);
  }
}
