package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A process without search: with every entry that it leaves out of the index, it makes sure that
 * the index does not claim to be complete.
 */
final class SearchOff implements SearchDerivation {

  private final Dialect dialect;

  SearchOff(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public boolean needsTransaction(List<Draft> drafts) {
    return dialect == Dialect.SQLITE && SearchDerivation.super.needsTransaction(drafts);
  }

  @Override
  public void write(Handle handle, List<Entry> entries) {
    BareStatement.run(handle, SearchState.LEAVE);
  }
}
