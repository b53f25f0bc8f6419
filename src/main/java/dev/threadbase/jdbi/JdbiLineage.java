package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lineage.CommonAncestor;
import dev.threadbase.lineage.Lineage;
import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.lineage.SessionTree;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The fork tree in SQL. */
public final class JdbiLineage implements Lineage {

  private static final String ANCESTORS =
      """
      WITH RECURSIVE up (session_id, segment_id, parent_segment_id) AS (
        SELECT s.session_id, s.segment_id, s.parent_segment_id
        FROM segments s
        WHERE s.session_id = :sessionId AND s.segment_id = :segmentId
        UNION ALL
        SELECT p.session_id, p.segment_id, p.parent_segment_id
        FROM up
        CROSS JOIN segments p
        WHERE p.session_id = up.session_id AND p.segment_id = up.parent_segment_id)
      SELECT %s
      FROM up
      JOIN segments s ON s.session_id = up.session_id AND s.segment_id = up.segment_id
      ORDER BY s.depth DESC
      """
          .formatted(SegmentRow.COLUMNS);

  private static final String SEGMENTS =
      """
      SELECT %s
      FROM segments s
      WHERE s.session_id = :sessionId
      ORDER BY s.depth, s.created_at_ns, s.segment_id
      """
          .formatted(SegmentRow.COLUMNS);

  private static final String DESCENDANTS =
      """
      WITH RECURSIVE down (thread_id) AS (
        SELECT t.thread_id
        FROM threads t
        WHERE t.session_id = :sessionId AND t.forked_from_thread_id = :threadId
        UNION
        SELECT t.thread_id
        FROM down d
        CROSS JOIN threads t
        WHERE t.session_id = :sessionId AND t.forked_from_thread_id = d.thread_id)
      SELECT t.*
      FROM down d
      JOIN threads t ON t.thread_id = d.thread_id
      WHERE d.thread_id <> :threadId
      ORDER BY t.created_at_ns, t.thread_id
      """;

  private static final String THREADS =
      """
      SELECT * FROM threads WHERE session_id = :sessionId ORDER BY created_at_ns, thread_id
      """;

  private final Database database;

  /** Takes the database. */
  public JdbiLineage(Database database) {
    this.database = database;
  }

  @Override
  public List<SegmentNode> ancestors(String threadId) {
    return database.snapshot(
        handle -> {
          ThreadRow thread = thread(handle, threadId);
          String head = thread.meta().headSegmentId();
          return head == null
              ? List.of()
              : handle
                  .createQuery(ANCESTORS)
                  .bind("segmentId", head)
                  .bind("sessionId", thread.sessionId())
                  .mapTo(SegmentNode.class)
                  .list();
        });
  }

  @Override
  public List<ThreadMeta> descendants(String threadId) {
    return database.snapshot(
        handle ->
            handle
                .createQuery(DESCENDANTS)
                .bind("threadId", threadId)
                .bind("sessionId", thread(handle, threadId).sessionId())
                .mapTo(ThreadRow.class)
                .map(ThreadRow::meta)
                .list());
  }

  @Override
  public SessionTree session(String sessionId) {
    return database.snapshot(
        handle -> {
          List<SegmentNode> segments =
              handle
                  .createQuery(SEGMENTS)
                  .bind("sessionId", sessionId)
                  .mapTo(SegmentNode.class)
                  .list();
          if (segments.isEmpty()) {
            throw new SessionNotFound(sessionId);
          }
          List<ThreadMeta> threads =
              handle
                  .createQuery(THREADS)
                  .bind("sessionId", sessionId)
                  .mapTo(ThreadRow.class)
                  .map(ThreadRow::meta)
                  .list();
          return new SessionTree(sessionId, segments, threads);
        });
  }

  @Override
  public Optional<CommonAncestor> commonAncestor(String threadId, String otherThreadId) {
    return database.snapshot(
        handle -> {
          List<Run> runs = runs(handle, thread(handle, threadId));
          Map<String, Run> others = new HashMap<>();
          runs(handle, thread(handle, otherThreadId))
              .forEach(run -> others.put(run.segmentId(), run));
          // The last shared segment, which both paths hold from its beginning on.
          for (int i = runs.size() - 1; i >= 0; i--) {
            Run run = runs.get(i);
            Run other = others.get(run.segmentId());
            if (other != null) {
              return Optional.of(shared(handle, run, Math.min(run.length(), other.length())));
            }
          }
          return Optional.empty();
        });
  }

  private static CommonAncestor shared(Handle handle, Run run, long length) {
    long end = run.baseLength() + length;
    Entry entry = EntryReader.path(handle, List.of(run), end - 1, end).get(0);
    return new CommonAncestor(run.segmentId(), length, entry.id(), end);
  }

  private static List<Run> runs(Handle handle, ThreadRow thread) {
    String head = thread.meta().headSegmentId();
    return head == null
        ? List.of()
        : EntryReader.runs(handle, thread.sessionId(), head, thread.meta().headLength());
  }

  private static ThreadRow thread(Handle handle, String threadId) {
    return handle
        .attach(ThreadSql.class)
        .find(threadId)
        .orElseThrow(() -> new ThreadNotFound(threadId));
  }
}
