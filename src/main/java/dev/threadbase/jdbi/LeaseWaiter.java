package dev.threadbase.jdbi;

import dev.threadbase.jdbi.JdbiTurnLeases.Attempt;
import java.util.Optional;

/**
 * Waits for one lease. It looks before it asks, so that waiting writes nothing but, now and then,
 * that it is the next one: then no other is granted the lease when it becomes free.
 */
final class LeaseWaiter<T> implements LeaseQueue.Asking<T> {

  private final Database database;
  private final LeaseClock clock;
  private final String threadId;
  private final Attempt<T> attempt;
  private boolean asked;

  LeaseWaiter(Database database, LeaseClock clock, String threadId, Attempt<T> attempt) {
    this.database = database;
    this.clock = clock;
    this.threadId = threadId;
    this.attempt = attempt;
  }

  /** A thread that is not there, or not any more, is not waited for. */
  @Override
  public Optional<T> ask(String waiterId) {
    if (asked) {
      Optional<LeaseRow> row =
          database.read(handle -> JdbiTurnLeases.known(handle, threadId, clock));
      if (row.isPresent() && !row.get().isFreeFor(waiterId)) {
        if (row.get().wantsNext(waiterId)) {
          write(sql -> sql.putNext(threadId, waiterId, LeaseSql.WAITER_NANOS, clock.nanos()));
        }
        return Optional.empty();
      }
    }
    asked = true;
    return attempt.as(waiterId);
  }

  @Override
  public void leave(String waiterId) {
    Optional<LeaseRow> row =
        database.read(handle -> handle.attach(LeaseSql.class).find(threadId, clock.nanos()));
    if (row.filter(noted -> waiterId.equals(noted.waiterId())).isPresent()) {
      write(sql -> sql.dropNext(threadId, waiterId));
    }
  }

  private void write(Statement statement) {
    database.writeOne(handle -> statement.on(handle.attach(LeaseSql.class)));
  }

  private interface Statement {
    int on(LeaseSql sql);
  }
}
