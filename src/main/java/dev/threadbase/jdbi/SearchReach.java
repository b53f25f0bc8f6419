package dev.threadbase.jdbi;

import dev.threadbase.search.SearchQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which of some matches may be shown, and in which thread: one whose path holds the entry or, where
 * branches that were left count, one that wrote or inherited it.
 *
 * <p>Nearly always that is the thread that wrote the entry, whose head is in the same segment: the
 * first statement sees that. Of the others the second walks down the tree of segments, from the
 * entry to every head that can be reached from there. Both begin at columns of tables and carry the
 * session along, as {@link EntryReader} does.
 */
final class SearchReach {

  static final String WRITERS =
      """
          %s
          SELECT w.place, e.entry_id, e.thread_id,
                 CASE WHEN EXISTS (SELECT 1
                                   FROM threads t
                                   WHERE t.thread_id = e.thread_id AND t.session_id = e.session_id
                                     AND %s%s) THEN 1 ELSE 0 END
          FROM wanted w
          CROSS JOIN entries e
          WHERE e.session_id = w.session_id AND e.segment_id = w.segment_id AND e.seq = w.seq
          """;

  /** Behind the first segment every entry before the fork is on the way. */
  static final String OTHERS =
      """
          %s,
          reach (place, session_id, segment_id, seq, owner_id) AS (
            SELECT w.place, s.session_id, s.segment_id, w.seq, s.thread_id
            FROM wanted w
            CROSS JOIN segments s
            WHERE s.session_id = w.session_id AND s.segment_id = w.segment_id
            UNION ALL
            SELECT r.place, c.session_id, c.segment_id, CAST(-1 AS BIGINT), c.thread_id
            FROM reach r
            CROSS JOIN segments c
            WHERE c.session_id = r.session_id AND c.parent_segment_id = r.segment_id
              AND c.parent_length > r.seq)
          SELECT r.place, COALESCE(MAX(CASE WHEN t.thread_id = w.thread_id THEN t.thread_id END),
                                   MIN(t.thread_id))
          FROM reach r
          CROSS JOIN threads t
          CROSS JOIN wanted w
          WHERE t.session_id = r.session_id AND %s%s AND w.place = r.place
          GROUP BY r.place
          """;

  static final String HEAD_OF_WRITER = "t.head_segment_id = e.segment_id AND t.head_length > e.seq";
  static final String HEAD = "t.head_segment_id = r.segment_id AND t.head_length > r.seq";
  private static final String OWNER = "t.thread_id = r.owner_id";

  /**
   * A match that may be shown.
   *
   * @param match the match
   * @param entryId the entry
   * @param threadId the thread in which it is shown
   */
  record Reached(SearchMatch match, String entryId, String threadId) {}

  /** An entry and who wrote it. */
  private record Written(int place, String entryId, String writerId, boolean shown) {}

  private final Handle handle;
  private final Dialect dialect;
  private final boolean abandoned;
  private final StringBuilder conditions = new StringBuilder();
  private final Map<String, String> values = new LinkedHashMap<>();

  SearchReach(Handle handle, Dialect dialect, SearchQuery query) {
    this.handle = handle;
    this.dialect = dialect;
    this.abandoned = query.includeAbandoned();
    if (!query.includeDeleted()) {
      conditions.append(" AND t.deleted_at_ns IS NULL");
    }
    if (query.workspace() != null) {
      conditions.append(" AND t.workspace = :workspace");
      values.put("workspace", query.workspace());
    }
    if (query.threadId() != null) {
      conditions.append(" AND t.thread_id = :threadId");
      values.put("threadId", query.threadId());
    }
  }

  /** Those that may be shown, in their order. */
  List<Reached> of(List<SearchMatch> matches) {
    Map<Integer, Written> entries = new HashMap<>();
    writers(matches).forEach(written -> entries.put(written.place, written));
    Map<Integer, String> others = others(matches, entries);
    List<Reached> reached = new ArrayList<>();
    for (int i = 0; i < matches.size(); i++) {
      Written written = entries.get(i);
      if (written != null) {
        String threadId = written.shown ? written.writerId : others.get(i);
        if (threadId != null) {
          reached.add(new Reached(matches.get(i), written.entryId, threadId));
        }
      }
    }
    return reached;
  }

  private List<Written> writers(List<SearchMatch> matches) {
    WantedEntries wanted = new WantedEntries(dialect);
    for (int i = 0; i < matches.size(); i++) {
      wanted.add(i, matches.get(i), "");
    }
    return query(WRITERS, wanted, abandoned ? "1 = 1" : HEAD_OF_WRITER)
        .map(
            (row, context) ->
                new Written(row.getInt(1), row.getString(2), row.getString(3), row.getInt(4) == 1))
        .list();
  }

  private Map<Integer, String> others(List<SearchMatch> matches, Map<Integer, Written> entries) {
    WantedEntries wanted = new WantedEntries(dialect);
    for (Written written : entries.values()) {
      if (!written.shown) {
        wanted.add(written.place, matches.get(written.place), written.writerId);
      }
    }
    Map<Integer, String> threads = new HashMap<>();
    if (!wanted.isEmpty()) {
      query(OTHERS, wanted, abandoned ? OWNER : HEAD)
          .map((row, context) -> Map.entry(row.getInt(1), row.getString(2)))
          .forEach(found -> threads.put(found.getKey(), found.getValue()));
    }
    return threads;
  }

  private Query query(String sql, WantedEntries wanted, String condition) {
    String table = WantedEntries.table(dialect);
    Query query = handle.createQuery(sql.formatted(table, condition, conditions));
    wanted.bind(query);
    values.forEach(query::bind);
    return query;
  }
}
