package dev.threadbase.jdbi;

import dev.threadbase.jdbi.SearchReach.Reached;
import dev.threadbase.search.MessageSearch;
import dev.threadbase.search.Reindexed;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.SearchResult;
import dev.threadbase.search.SearchTerm;
import dev.threadbase.search.Snippet;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Search in SQL: a search is one snapshot. */
public final class JdbiMessageSearch implements MessageSearch {

  /** So many matches are looked at together, at least. */
  private static final int BATCH = 50;

  private static final String ENTRY =
      """
      SELECT type, role, created_at_ns, payload
      FROM entries
      WHERE session_id = :sessionId AND segment_id = :segmentId AND seq = :seq
      """;

  private final Database database;

  /** Takes the database. */
  public JdbiMessageSearch(Database database) {
    this.database = database;
    if (!database.derivations().search()) {
      database.write(
          handle -> {
            BareStatement.run(handle, SearchState.LEAVE);
            return true;
          });
    }
  }

  @Override
  public SearchResult search(SearchQuery query) {
    List<SearchTerm> terms = SearchTerm.parse(query.text());
    return database.snapshot(
        handle ->
            new SearchResult(
                terms.isEmpty() ? List.of() : hits(handle, query, terms),
                handle.attach(SearchState.class).isComplete()));
  }

  /**
   * The ranking stays open while its matches are looked at, batch by batch, until there are enough:
   * of a common word, most need not be looked at.
   */
  private List<SearchHit> hits(Handle handle, SearchQuery query, List<SearchTerm> terms) {
    SearchReach reach = new SearchReach(handle, query);
    Map<String, ThreadMeta> threads = new HashMap<>();
    List<SearchHit> hits = new ArrayList<>();
    try (Stream<SearchMatch> ranking = SearchRanking.of(handle, database.dialect(), query, terms)) {
      Iterator<SearchMatch> matches = ranking.iterator();
      while (hits.size() < query.limit() && matches.hasNext()) {
        for (Reached reached : reach.of(batch(matches))) {
          if (hits.size() < query.limit()) {
            ThreadMeta thread =
                threads.computeIfAbsent(
                    reached.threadId(), id -> handle.attach(ThreadSql.class).existing(id).meta());
            hits.add(hit(handle, reached, thread, terms));
          }
        }
      }
    }
    return hits;
  }

  private static List<SearchMatch> batch(Iterator<SearchMatch> matches) {
    List<SearchMatch> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && matches.hasNext()) {
      batch.add(matches.next());
    }
    return batch;
  }

  private static SearchHit hit(
      Handle handle, Reached reached, ThreadMeta thread, List<SearchTerm> terms) {
    SearchMatch match = reached.match();
    return handle
        .createQuery(ENTRY)
        .bind("sessionId", match.sessionId())
        .bind("segmentId", match.segmentId())
        .bind("seq", match.seq())
        .map(
            (row, context) -> {
              String text = SearchText.of(new EntryType(row.getString(1)), row.getString(4));
              return new SearchHit(
                  thread.id(),
                  thread.title().text(),
                  thread.workspace(),
                  match.sessionId(),
                  reached.entryId(),
                  match.segmentId(),
                  match.seq(),
                  row.getString(2),
                  Instants.of(row.getLong(3)),
                  match.score(),
                  Snippet.of(text == null ? "" : text, terms));
            })
        .one();
  }

  @Override
  public boolean isComplete() {
    return database.read(handle -> handle.attach(SearchState.class).isComplete());
  }

  @Override
  public Reindexed reindex(LongConsumer progress) {
    return new SearchFilling(database).run(progress);
  }
}
