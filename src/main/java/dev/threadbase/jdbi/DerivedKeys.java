package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Tables that have the key of the entries that they repeat. */
final class DerivedKeys {

  private static final String KEYS =
      """
      SELECT segment_id, seq
      FROM %s
      WHERE (session_id, segment_id, seq) >= (:firstSession, :firstSegment, :firstSeq)
        AND (session_id, segment_id, seq) <= (:lastSession, :lastSegment, :lastSeq)
      """;

  private static final String TRIM =
      """
      DELETE FROM %1$s
      WHERE session_id = :sessionId AND segment_id = :segmentId
        AND NOT EXISTS (SELECT 1
                        FROM entries e
                        WHERE e.session_id = %1$s.session_id AND e.segment_id = %1$s.segment_id
                          AND e.seq = %1$s.seq)
      """;

  private DerivedKeys() {}

  /** Removes the rows of a segment at whose positions no entry stands. */
  static void trim(Handle handle, String table, String sessionId, String segmentId) {
    handle
        .createUpdate(TRIM.formatted(table))
        .bind("sessionId", sessionId)
        .bind("segmentId", segmentId)
        .execute();
  }

  /**
   * The entries of a page without a row. A page is a range of keys, so that there are hardly more
   * rows than entries.
   *
   * @param table a table of this package's own naming
   */
  static List<Entry> without(Handle handle, String table, List<Entry> page) {
    if (page.isEmpty()) {
      return page;
    }
    Set<Position> present = present(handle, table, page.get(0), page.get(page.size() - 1));
    return page.stream().filter(entry -> !present.contains(behind(entry))).toList();
  }

  private static Set<Position> present(Handle handle, String table, Entry first, Entry last) {
    return handle
        .createQuery(KEYS.formatted(table))
        .bind("firstSession", first.sessionId())
        .bind("firstSegment", first.segmentId())
        .bind("firstSeq", first.seq())
        .bind("lastSession", last.sessionId())
        .bind("lastSegment", last.segmentId())
        .bind("lastSeq", last.seq())
        .map((row, context) -> new Position(row.getString(1), row.getLong(2) + 1))
        .collect(Collectors.toSet());
  }

  /** Segment ids differ between sessions, too. */
  private static Position behind(Entry entry) {
    return new Position(entry.segmentId(), entry.seq() + 1);
  }
}
