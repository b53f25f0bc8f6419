package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The rows of the index of messages, written with their entries. */
final class SearchRows implements SearchDerivation {

  /** So many characters of texts are analyzed together. */
  private static final int MOST_CHARACTERS = 4 << 20;

  private final Dialect dialect;

  SearchRows(Dialect dialect) {
    this.dialect = dialect;
  }

  /** On PostgreSQL the statement that appends writes them too, unless they are very many. */
  @Override
  public boolean needsTransaction(List<Draft> drafts) {
    return dialect == Dialect.POSTGRESQL
        ? !SearchAppend.fits(drafts)
        : SearchDerivation.super.needsTransaction(drafts);
  }

  @Override
  public void write(Handle handle, List<Entry> entries) {
    prepare(entries).accept(handle);
  }

  /** Texts are analyzed at once, unless they are so long that only some have room at a time. */
  @Override
  public Consumer<Handle> prepare(List<Entry> entries) {
    long characters = entries.stream().mapToLong(entry -> entry.payload().length()).sum();
    if (characters <= MOST_CHARACTERS) {
      return writing(entries);
    }
    return handle -> {
      List<Entry> some = new ArrayList<>();
      long waiting = 0;
      for (Entry entry : entries) {
        if (waiting + entry.payload().length() > MOST_CHARACTERS && !some.isEmpty()) {
          writing(some).accept(handle);
          some.clear();
          waiting = 0;
        }
        some.add(entry);
        waiting += entry.payload().length();
      }
      writing(some).accept(handle);
    };
  }

  private Consumer<Handle> writing(List<Entry> entries) {
    SearchForm form = SearchForm.of(dialect);
    List<SearchRow> rows =
        entries.stream().flatMap(entry -> SearchRow.of(entry, form).stream()).toList();
    return switch (dialect) {
      case SQLITE -> handle -> SqliteSearchRows.write(handle, rows);
      case POSTGRESQL -> PostgresSearchRows.copy(rows);
    };
  }
}
