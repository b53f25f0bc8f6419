package dev.threadbase.jdbi;

import dev.threadbase.transfer.Journal;
import java.util.function.Function;

/** Bulk access to the journal in SQL. */
public final class JdbiJournal implements Journal {

  private final Database database;

  /** Takes the database. */
  public JdbiJournal(Database database) {
    this.database = database;
  }

  @Override
  public <T> T write(Function<Session, T> work) {
    return database.write(handle -> work.apply(new JournalSession(handle, database.dialect())));
  }

  @Override
  public <T> T read(Function<Snapshot, T> work) {
    return database.snapshot(handle -> work.apply(new JournalSnapshot(handle)));
  }

  @Override
  public String newId() {
    return Ids.next();
  }
}
