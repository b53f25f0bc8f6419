package dev.threadbase.jdbi;

import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.SearchTerm;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The statement that finds and ranks matches, all of them: they are sorted before anything is cut.
 * Only the conditions that are asked for are in it. What a user wrote is bound, and has gone
 * through the analyzer before: letters and digits are all that is left of it.
 */
final class SearchRanking {

  private static final int FETCHED_AT_ONCE = 200;

  // FTS5 first: the other way round each row would be looked up in the index.
  static final String SQLITE =
      """
      SELECT r.session_id, r.segment_id, r.seq, -bm25(search_index) AS score
      FROM search_index
      CROSS JOIN search_rows r
      WHERE search_index MATCH :all AND r.search_id = search_index.rowid%s
      ORDER BY score DESC, r.created_at_ns DESC, r.segment_id, r.seq
      """;

  /**
   * Of a long text, each term may stand in another row. The rank falls with the number of different
   * words, as that of bm25 does with the length: a text of a hundred counts as it is.
   */
  private static final String POSTGRESQL =
      """
      SELECT session_id, segment_id, seq, score
      FROM (
        SELECT r.session_id, r.segment_id, r.seq, r.created_at_ns,
               ts_rank(r.tokens, CAST(:all AS tsquery)) / (0.5 + 0.005 * length(r.tokens)) AS score
        FROM search_rows r
        WHERE r.chunks = 1 AND r.tokens @@ CAST(:all AS tsquery)%1$s
        UNION ALL
        SELECT r.session_id, r.segment_id, r.seq, r.created_at_ns,
               MAX(ts_rank(r.tokens, CAST(:any AS tsquery)) / (0.5 + 0.005 * length(r.tokens))) AS score
        FROM (VALUES %2$s) AS t (place, term)
        CROSS JOIN search_rows r
        WHERE r.chunks > 1 AND r.tokens @@ t.term%1$s
        GROUP BY r.session_id, r.segment_id, r.seq, r.created_at_ns
        HAVING COUNT(DISTINCT t.place) = :terms) AS found
      ORDER BY score DESC, created_at_ns DESC, segment_id, seq
      """;

  private final StringBuilder conditions = new StringBuilder();
  private final Map<String, Object> values = new LinkedHashMap<>();

  private SearchRanking(SearchQuery query) {
    add("r.role = :role", "role", query.role());
    add("r.session_id = :sessionId", "sessionId", query.sessionId());
    add("r.created_at_ns >= :from", "from", nanos(query.from()));
    add("r.created_at_ns < :until", "until", nanos(query.until()));
    add(
        "r.session_id = (SELECT o.session_id FROM threads o WHERE o.thread_id = :threadId)",
        "threadId",
        query.threadId());
    add(
        "r.session_id IN (SELECT o.session_id FROM threads o WHERE o.workspace = :workspace)",
        "workspace",
        query.workspace());
  }

  /** The matches, the best first; to be closed, and read in the transaction that it began in. */
  static Stream<SearchMatch> of(
      Handle handle, Dialect dialect, SearchQuery query, List<SearchTerm> terms) {
    SearchRanking ranking = new SearchRanking(query);
    Query statement =
        switch (dialect) {
          case SQLITE -> ranking.sqlite(handle, terms);
          case POSTGRESQL -> ranking.postgresql(handle, terms);
        };
    ranking.values.forEach(statement::bind);
    return statement
        .setFetchSize(FETCHED_AT_ONCE)
        .map((row, context) -> SearchMatch.of(row))
        .stream();
  }

  private Query sqlite(Handle handle, List<SearchTerm> terms) {
    return handle
        .createQuery(SQLITE.formatted(conditions))
        .bind(
            "all", terms.stream().map(SearchRanking::phrase).collect(Collectors.joining(" AND ")));
  }

  private Query postgresql(Handle handle, List<SearchTerm> terms) {
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < terms.size(); i++) {
      places.append(i == 0 ? "" : ", ").append("(%1$d, CAST(:term%1$d AS tsquery))".formatted(i));
    }
    List<String> queries = terms.stream().map(SearchRanking::query).toList();
    Query query =
        handle
            .createQuery(POSTGRESQL.formatted(conditions, places))
            .bind("all", String.join(" & ", queries))
            .bind("any", String.join(" | ", queries))
            .bind("terms", terms.size());
    for (int i = 0; i < terms.size(); i++) {
      query.bind("term" + i, queries.get(i));
    }
    return query;
  }

  /** As FTS5 reads it: a string of tokens with spaces between them. */
  private static String phrase(SearchTerm term) {
    String tokens = String.join(" ", term.tokens()).replace("\"", "\"\"");
    return "\"" + tokens + "\"" + (term.prefix() ? " *" : "");
  }

  /** As PostgreSQL reads it: tokens that follow each other. */
  private static String query(SearchTerm term) {
    String tokens =
        term.tokens().stream().map(TokenChunks::quoted).collect(Collectors.joining(" <-> "));
    return "(" + tokens + (term.prefix() ? ":*" : "") + ")";
  }

  private void add(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.append("\n  AND ").append(condition);
      values.put(name, value);
    }
  }

  private static @Nullable Long nanos(@Nullable Instant instant) {
    return Instants.toNanosOrNull(instant);
  }
}
