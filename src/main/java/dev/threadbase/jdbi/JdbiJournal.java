package dev.threadbase.jdbi;

import dev.threadbase.transfer.Journal;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** Bulk access to the journal in SQL. */
public final class JdbiJournal implements Journal {

  private final Database database;
  private final Clock clock;

  /** Takes the database and the clock. */
  public JdbiJournal(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public <T> T write(Function<Session, T> work) {
    return database.writeAlone(
        handle -> work.apply(new JournalSession(handle, database.dialect())));
  }

  @Override
  public <T> T read(Function<Snapshot, T> work) {
    return database.snapshot(handle -> work.apply(new JournalSnapshot(handle, database.dialect())));
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public String newId() {
    return Ids.next();
  }
}
