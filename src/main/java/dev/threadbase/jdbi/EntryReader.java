package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.thread.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Statements that read entries. Nothing here can change between two of them: what is written never
 * does.
 *
 * <p>Chains of segments go by CROSS JOIN, which SQLite takes in the order it is written, and carry
 * the session with them: with the session as a parameter PostgreSQL, and with another order SQLite,
 * may read all segments of the session at each step.
 */
final class EntryReader {

  /** Those of the entries that the thread wrote or inherited. */
  static final String FIND =
      """
      WITH RECURSIVE inherited (session_id, segment_id, length) AS (
        SELECT s.session_id, s.parent_segment_id, s.parent_length
        FROM segments s
        WHERE s.session_id = :sessionId AND s.segment_id = :baseSegmentId AND s.parent_segment_id IS NOT NULL
        UNION ALL
        SELECT s.session_id, s.parent_segment_id, s.parent_length
        FROM inherited i
        CROSS JOIN segments s
        WHERE s.session_id = i.session_id AND s.segment_id = i.segment_id AND s.parent_segment_id IS NOT NULL)
      SELECT %s
      FROM entries e
      WHERE e.session_id = :sessionId AND e.entry_id IN (<entryIds>)
        AND ((e.thread_id = :threadId AND e.ordinal >= :firstOrdinal)
             OR EXISTS (SELECT 1 FROM inherited i WHERE i.segment_id = e.segment_id AND e.seq < i.length))
      """
          .formatted(EntryRow.COLUMNS);

  /** The segments of a path, from its last one down to its root or to where a condition ends. */
  private static final String CHAIN =
      """
      WITH RECURSIVE chain (session_id, segment_id, length, base_length, parent_segment_id, parent_length) AS (
        SELECT s.session_id, s.segment_id, CAST(:length AS BIGINT), s.base_length, s.parent_segment_id, s.parent_length
        FROM segments s
        WHERE s.session_id = :sessionId AND s.segment_id = :segmentId
        UNION ALL
        SELECT s.session_id, s.segment_id, c.parent_length, s.base_length, s.parent_segment_id, s.parent_length
        FROM chain c
        CROSS JOIN segments s
        WHERE s.session_id = c.session_id AND s.segment_id = c.parent_segment_id%s)
      """;

  /** The runs of a path from its last segment down to its root. */
  private static final String RUNS =
      CHAIN.formatted("")
          + """
      SELECT :sessionId, segment_id, length, base_length
      FROM chain
      WHERE length > 0
      ORDER BY base_length
      """;

  /** A part of one segment. */
  static final String RANGE =
      """
      SELECT %s
      FROM entries e
      WHERE e.session_id = :sessionId AND e.segment_id = :segmentId AND e.seq >= :from AND e.seq < :to
      ORDER BY e.seq
      """
          .formatted(EntryRow.COLUMNS);

  /** A part of a path that many segments hold. */
  static final String RANGE_OF_PATH =
      CHAIN.formatted(" AND c.base_length > :from")
          + """
      SELECT %s
      FROM chain c
      CROSS JOIN entries e
      WHERE e.session_id = :sessionId AND e.segment_id = c.segment_id
        AND e.seq >= :from - c.base_length AND e.seq < :to - c.base_length AND e.seq < c.length
      ORDER BY c.base_length, e.seq
      """
              .formatted(EntryRow.COLUMNS);

  /** The turn markers of a path, found by their own index. */
  private static final String MARKERS =
      CHAIN.formatted("")
          + """
      SELECT %s
      FROM chain c
      CROSS JOIN entries e
      WHERE e.session_id = :sessionId AND e.segment_id = c.segment_id AND e.seq < c.length
        AND e.type = 'turn_marker'
      ORDER BY c.base_length, e.seq
      """
              .formatted(EntryRow.COLUMNS);

  /** One look at the index of compactions for each segment of a path, however many it holds. */
  static final String LAST_COMPACTION =
      CHAIN.formatted("")
          + """
      SELECT MAX(position)
      FROM (
        SELECT c.base_length
               + (SELECT e.seq
                  FROM entries e
                  WHERE e.session_id = :sessionId AND e.segment_id = c.segment_id AND e.seq < c.length
                    AND e.type = 'compaction'
                  ORDER BY e.seq DESC
                  LIMIT 1) AS position
        FROM chain c) AS found
      """;

  /** A part of what a thread wrote itself. */
  static final String OWN =
      """
      SELECT %s
      FROM entries e
      WHERE e.session_id = :sessionId AND e.thread_id = :threadId AND e.ordinal >= :from AND e.ordinal < :to
      ORDER BY e.ordinal
      """
          .formatted(EntryRow.COLUMNS);

  /**
   * So many segments are read one by one: where a table holds little but one long segment,
   * PostgreSQL would read all of it to join it with others.
   */
  private static final int FEW_RUNS = 8;

  private EntryReader() {}

  static Optional<Entry> find(Handle handle, ThreadRow thread, String entryId) {
    return find(handle, thread, List.of(entryId)).stream().findFirst();
  }

  /** Those of the entries that the thread holds, in no order. */
  static List<Entry> find(Handle handle, ThreadRow thread, List<String> entryIds) {
    return handle
        .createQuery(FIND)
        .bind("sessionId", thread.sessionId())
        .bind("baseSegmentId", thread.baseSegmentId())
        .bindList("entryIds", entryIds)
        .bind("threadId", thread.id())
        .bind("firstOrdinal", thread.firstOrdinal())
        .mapTo(Entry.class)
        .list();
  }

  /** The runs of the path that ends at a position, from the root on. */
  static List<Run> runs(Handle handle, String sessionId, String segmentId, long length) {
    return handle
        .createQuery(RUNS)
        .bind("sessionId", sessionId)
        .bind("segmentId", segmentId)
        .bind("length", length)
        .mapTo(Run.class)
        .list();
  }

  /**
   * The runs of the path that ends at an entry, from the root on.
   *
   * @param leafId the entry; null for the thread's leaf, if it has one
   * @throws EntryNotFound if the thread does not hold it
   */
  static List<Run> runsTo(Handle handle, ThreadRow thread, @Nullable String leafId) {
    if (leafId != null) {
      Entry leaf =
          find(handle, thread, leafId).orElseThrow(() -> new EntryNotFound(thread.id(), leafId));
      return runs(handle, leaf.sessionId(), leaf.segmentId(), leaf.seq() + 1);
    }
    String head = thread.meta().headSegmentId();
    List<Run> runs =
        head == null
            ? List.of()
            : runs(handle, thread.sessionId(), head, thread.meta().headLength());
    if (runs.isEmpty() && thread.meta().leafId() != null) {
      throw new EntryNotFound(thread.id(), thread.meta().leafId());
    }
    return runs;
  }

  /** The position on a path of its last compaction; empty if there is none. */
  static OptionalLong lastCompaction(Handle handle, List<Run> runs) {
    Run last = runs.get(runs.size() - 1);
    return handle
        .createQuery(LAST_COMPACTION)
        .bind("sessionId", last.sessionId())
        .bind("segmentId", last.segmentId())
        .bind("length", last.length())
        .map((row, context) -> position(row))
        .one();
  }

  private static OptionalLong position(ResultSet row) throws SQLException {
    long position = row.getLong(1);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /** The entries of a path at positions from inclusive, to exclusive. */
  static List<Entry> path(Handle handle, List<Run> runs, long from, long to) {
    List<Run> met = runs.stream().filter(run -> run.baseLength() < to && run.end() > from).toList();
    return met.size() > FEW_RUNS
        ? ofPath(handle, met.get(met.size() - 1), from, to)
        : met.stream().flatMap(run -> of(handle, run, from, to).stream()).toList();
  }

  private static List<Entry> of(Handle handle, Run run, long from, long to) {
    return handle
        .createQuery(RANGE)
        .bind("sessionId", run.sessionId())
        .bind("segmentId", run.segmentId())
        .bind("from", Math.max(0, from - run.baseLength()))
        .bind("to", Math.min(run.length(), to - run.baseLength()))
        .mapTo(Entry.class)
        .list();
  }

  private static List<Entry> ofPath(Handle handle, Run last, long from, long to) {
    return handle
        .createQuery(RANGE_OF_PATH)
        .bind("sessionId", last.sessionId())
        .bind("segmentId", last.segmentId())
        .bind("length", last.length())
        .bind("from", from)
        .bind("to", to)
        .mapTo(Entry.class)
        .list();
  }

  /** Where turns begin and end on the path that ends at a position, from the root on. */
  static List<Entry> markers(Handle handle, String sessionId, String segmentId, long length) {
    return handle
        .createQuery(MARKERS)
        .bind("sessionId", sessionId)
        .bind("segmentId", segmentId)
        .bind("length", length)
        .mapTo(Entry.class)
        .list();
  }

  /** What a thread wrote itself, at ordinals from inclusive, to exclusive. */
  static List<Entry> own(Handle handle, ThreadRow thread, long from, long to) {
    return handle
        .createQuery(OWN)
        .bind("sessionId", thread.sessionId())
        .bind("threadId", thread.id())
        .bind("from", from)
        .bind("to", to)
        .mapTo(Entry.class)
        .list();
  }
}
