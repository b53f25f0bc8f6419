package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of the index of messages, written with their entries. */
final class SearchRows implements SearchDerivation {

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
    switch (dialect) {
      case SQLITE -> entries.forEach(entry -> SqliteSearchRows.write(handle, entry));
      case POSTGRESQL -> PostgresSearchRows.write(handle, entries);
    }
  }
}
