package dev.threadbase.jdbi;

import dev.threadbase.jdbi.SearchReach.Reached;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchTerm;
import dev.threadbase.search.Snippet;
import dev.threadbase.thread.EntryType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is shown of the matches of a page: one statement reads all of their messages. */
final class SearchHits {

  // Messages may be long, and of each no more than a snippet stays.
  private static final int FETCHED_AT_ONCE = 10;

  static final String HITS =
      """
      %s
      SELECT w.place, e.type, e.role, e.created_at_ns, e.payload, t.title, t.workspace
      FROM wanted w
      CROSS JOIN entries e
      CROSS JOIN threads t
      WHERE e.session_id = w.session_id AND e.segment_id = w.segment_id AND e.seq = w.seq
        AND t.thread_id = w.thread_id
      """;

  private SearchHits() {}

  /** In the order of the matches. */
  static List<SearchHit> of(
      Handle handle, Dialect dialect, List<Reached> page, List<SearchTerm> terms) {
    WantedEntries wanted = new WantedEntries(dialect);
    for (int i = 0; i < page.size(); i++) {
      wanted.add(i, page.get(i).match(), page.get(i).threadId());
    }
    Query query = handle.createQuery(HITS.formatted(WantedEntries.table(dialect)));
    wanted.bind(query);
    TreeMap<Integer, SearchHit> hits = new TreeMap<>();
    query
        .setFetchSize(FETCHED_AT_ONCE)
        .map((row, context) -> Map.entry(row.getInt(1), hit(row, page.get(row.getInt(1)), terms)))
        .forEach(found -> hits.put(found.getKey(), found.getValue()));
    return List.copyOf(hits.values());
  }

  private static SearchHit hit(ResultSet row, Reached reached, List<SearchTerm> terms)
      throws SQLException {
    SearchMatch match = reached.match();
    String text = SearchText.of(new EntryType(row.getString(2)), row.getString(5));
    return new SearchHit(
        reached.threadId(),
        row.getString(6),
        row.getString(7),
        match.sessionId(),
        reached.entryId(),
        match.segmentId(),
        match.seq(),
        row.getString(3),
        Instants.of(row.getLong(4)),
        match.score(),
        Snippet.of(text == null ? "" : text, terms));
  }
}
