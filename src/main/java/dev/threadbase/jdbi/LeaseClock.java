package dev.threadbase.jdbi;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The clock by which leases end: the server's on PostgreSQL, the machine's on SQLite, or a test's.
 */
final class LeaseClock {

  private final @Nullable Clock clock;

  private LeaseClock(@Nullable Clock clock) {
    this.clock = clock;
  }

  static LeaseClock of(Dialect dialect, @Nullable Clock given) {
    boolean server = given == null && dialect == Dialect.POSTGRESQL;
    return new LeaseClock(server ? null : given == null ? Clock.systemUTC() : given);
  }

  /** What is bound to {@link Dialect#now}; null where the database knows better. */
  @Nullable Long nanos() {
    return clock == null ? null : Instants.toNanos(clock.instant());
  }
}
