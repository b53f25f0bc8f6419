package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.Journal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

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
  public Consumer<Session> adding(List<Entry> entries) {
    Consumer<Handle> write =
        EntryWriter.bulk(database.dialect()).prepare(entries, database.derivations());
    return session -> ((JournalSession) session).add(entries, write);
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
