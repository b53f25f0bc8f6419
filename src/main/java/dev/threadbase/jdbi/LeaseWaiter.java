package dev.threadbase.jdbi;

import dev.threadbase.jdbi.JdbiTurnLeases.Attempt;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Waits for one lease. It looks before it asks, so that waiting writes nothing but, now and then,
 * that it is the next one: then no other is granted the lease when it becomes free. Of several
 * processes the one whose waiter has waited longest is the next.
 */
final class LeaseWaiter<T> implements LeaseQueue.Asking<T> {

  private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 100_000_000;
  private static final int PAUSES_PER_TURN = 10;

  private final Database database;
  private final LeaseClock clock;
  private final String threadId;
  private final Attempt<T> attempt;
  private final long beganNanos = System.nanoTime();
  private OptionalLong since = OptionalLong.empty();
  private long pauseNanos = SHORTEST_PAUSE_NANOS;
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
        waitOn(row.get(), waiterId);
        return Optional.empty();
      }
    }
    asked = true;
    return attempt.as(waiterId);
  }

  /** A tenth of the time that the turn has taken so far: short turns are not waited for in vain. */
  @Override
  public long pauseNanos() {
    return pauseNanos;
  }

  private void waitOn(LeaseRow row, String waiterId) {
    long waited = System.nanoTime() - beganNanos;
    long began = since.orElse(row.seenAt() - waited);
    since = OptionalLong.of(began);
    if (row.wantsNext(waiterId, began)) {
      write(sql -> sql.putNext(threadId, waiterId, began, LeaseSql.WAITER_NANOS, clock.nanos()));
    }
    pauseNanos =
        Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, row.age() / PAUSES_PER_TURN));
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
