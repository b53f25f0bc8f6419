package dev.threadbase.jdbi;

import dev.threadbase.jdbi.UnindexedEntries.Page;
import dev.threadbase.search.Reindexed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the index what is not there. Pages are read and analyzed outside of any transaction, so
 * that writers wait only while the rows of a page are written; an entry that is deleted or put
 * there meanwhile is left alone.
 *
 * <p>A run leaves its id in the state. Whoever writes without the index takes it away again, and
 * then the run has not made the index complete.
 */
final class SearchFilling {

  private final Database database;
  private final SearchForm form;

  /** What was read behind a place: the rows that are missing, and how far it was read. */
  private record Missing(List<SearchRow> rows, @Nullable EntryKey end) {}

  SearchFilling(Database database) {
    this.database = database;
    this.form = SearchForm.of(database.dialect());
  }

  Reindexed run(LongConsumer progress) {
    String runId = Ids.next();
    database.write(handle -> handle.attach(SearchState.class).begin(runId));
    long written = 0;
    @Nullable EntryKey last = EntryKey.FIRST;
    // Not until nothing is missing: somebody who writes without the index may be as fast.
    while (last != null) {
      Missing missing = missingBehind(last);
      if (!missing.rows.isEmpty()) {
        written += database.write(handle -> add(handle, missing.rows));
        progress.accept(written);
      }
      last = missing.end;
    }
    database.write(handle -> handle.attach(SearchState.class).end(runId));
    return new Reindexed(
        written, database.read(handle -> handle.attach(SearchState.class).isComplete()));
  }

  private Missing missingBehind(EntryKey last) {
    return database.read(
        handle -> {
          Page page = UnindexedEntries.behind(handle, last);
          List<SearchRow> rows = new ArrayList<>();
          page.missing().forEach(key -> rows.addAll(UnindexedEntries.rows(handle, key, form)));
          return new Missing(rows, page.end());
        });
  }

  private long add(Handle handle, List<SearchRow> rows) {
    return switch (database.dialect()) {
      case SQLITE -> SqliteSearchRows.add(handle, rows);
      case POSTGRESQL -> PostgresSearchRows.add(handle, rows);
    };
  }
}
