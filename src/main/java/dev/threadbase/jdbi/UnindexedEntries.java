package dev.threadbase.jdbi;

import dev.threadbase.thread.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are not in the index of messages, in the order of their keys. Most of them have no
 * text; only the payload says so.
 */
final class UnindexedEntries {

  private static final int PAGE = 100;
  private static final long MOST_BYTES = 8L << 20;

  /**
   * Read in the order of the key, whatever of it is missing. Whether an entry is in the index is
   * asked for each, by a question that no database can turn into a join with the whole index.
   */
  private static final String KEYS =
      """
      SELECT e.session_id, e.segment_id, e.seq, octet_length(e.payload),
             CASE WHEN e.type = 'tool_result' OR (SELECT r.seq
                                                  FROM search_rows r
                                                  WHERE r.session_id = e.session_id
                                                    AND r.segment_id = e.segment_id AND r.seq = e.seq
                                                  LIMIT 1) IS NOT NULL THEN 0 ELSE 1 END
      FROM entries e
      WHERE (e.session_id, e.segment_id, e.seq) > (:sessionId, :segmentId, :seq)
      ORDER BY e.session_id, e.segment_id, e.seq
      LIMIT :limit
      """;

  private static final String ENTRY =
      """
      SELECT type, role, created_at_ns, payload
      FROM entries
      WHERE session_id = :sessionId AND segment_id = :segmentId AND seq = :seq
      """;

  private UnindexedEntries() {}

  /**
   * Some entries behind one.
   *
   * @param missing those that may have text and are not in the index
   * @param end the last that was looked at; null if that was the last of all
   */
  record Page(List<EntryKey> missing, @Nullable EntryKey end) {}

  /** An entry, how long its payload is in bytes, and whether it is missing. */
  private record Seen(EntryKey key, long bytes, boolean missing) {}

  /** The next entries; fewer if they are long. */
  static Page behind(Handle handle, EntryKey last) {
    List<Seen> seen =
        handle
            .createQuery(KEYS)
            .bind("sessionId", last.sessionId())
            .bind("segmentId", last.segmentId())
            .bind("seq", last.seq())
            .bind("limit", PAGE)
            .map(
                (row, context) ->
                    new Seen(
                        new EntryKey(row.getString(1), row.getString(2), row.getLong(3)),
                        row.getLong(4),
                        row.getInt(5) == 1))
            .list();
    List<EntryKey> missing = new ArrayList<>();
    EntryKey end = last;
    long bytes = 0;
    for (Seen one : seen) {
      bytes += one.missing ? one.bytes : 0;
      if (!missing.isEmpty() && bytes > MOST_BYTES) {
        return new Page(missing, end);
      }
      if (one.missing) {
        missing.add(one.key);
      }
      end = one.key;
    }
    return new Page(missing, seen.size() < PAGE ? null : end);
  }

  /** The rows that an entry should have; none if it has no text, or is gone. */
  static List<SearchRow> rows(Handle handle, EntryKey key, SearchForm form) {
    Optional<List<SearchRow>> rows =
        handle
            .createQuery(ENTRY)
            .bind("sessionId", key.sessionId())
            .bind("segmentId", key.segmentId())
            .bind("seq", key.seq())
            .map(
                (row, context) ->
                    SearchRow.of(
                        key,
                        new EntryType(row.getString(1)),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        form))
            .findOne();
    return rows.orElse(List.of());
  }
}
