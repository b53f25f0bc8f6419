package dev.threadbase.jdbi;

import dev.threadbase.jdbi.SearchReach.Reached;
import dev.threadbase.search.MessageSearch;
import dev.threadbase.search.Reindexed;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.SearchResult;
import dev.threadbase.search.SearchTerm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Search in SQL: a search is one snapshot. */
public final class JdbiMessageSearch implements MessageSearch {

  /** So many matches are looked at together, at least. */
  private static final int BATCH = 50;

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
    Dialect dialect = database.dialect();
    SearchReach reach = new SearchReach(handle, dialect, query);
    List<Reached> page = new ArrayList<>();
    try (Stream<SearchMatch> ranking = SearchRanking.of(handle, dialect, query, terms)) {
      Iterator<SearchMatch> matches = ranking.iterator();
      while (page.size() < query.limit() && matches.hasNext()) {
        page.addAll(reach.of(batch(matches)));
      }
    }
    List<Reached> best = page.subList(0, Math.min(page.size(), query.limit()));
    return best.isEmpty() ? List.of() : SearchHits.of(handle, dialect, best, terms);
  }

  private static List<SearchMatch> batch(Iterator<SearchMatch> matches) {
    List<SearchMatch> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && matches.hasNext()) {
      batch.add(matches.next());
    }
    return batch;
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
