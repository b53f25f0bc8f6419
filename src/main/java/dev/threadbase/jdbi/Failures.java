package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The one place where failures of a database are retried, and where they become ours. */
final class Failures {

  private static final int SERIALIZATION_ATTEMPTS = 50;
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final Dialect dialect;
  private final Duration patience;

  Failures(Dialect dialect, Duration patience) {
    this.dialect = dialect;
    this.patience = patience;
  }

  /** Runs work again while the database undoes it in favour of others or is busy. */
  <T> T retrying(Supplier<T> work) {
    long deadline = System.nanoTime() + patience.toNanos();
    int refused = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (JdbiException failure) {
        SQLException cause = Reasons.sqlCause(failure);
        Dialect.Failure kind = cause == null ? Dialect.Failure.OTHER : dialect.classify(cause);
        boolean again =
            switch (kind) {
              case BUSY -> System.nanoTime() < deadline;
              case SERIALIZATION -> attempt < SERIALIZATION_ATTEMPTS;
              // Two writers met at one key. Seen again, the row of the first is the answer to the
              // second.
              case CONSTRAINT -> refused++ == 0;
              case CONNECTION, OTHER -> false;
            };
        if (!again) {
          throw translate(failure);
        }
        pause(attempt);
      }
    }
  }

  /** The exception that a caller sees. */
  ThreadbaseException translate(JdbiException failure) {
    SQLException cause = Reasons.sqlCause(failure);
    Throwable quiet = withoutMessage(failure);
    if (cause == null) {
      return new StoreUnavailable("the database could not be used", quiet);
    }
    return switch (dialect.classify(cause)) {
      case BUSY -> new StoreUnavailable("the database was busy for longer than allowed", quiet);
      case SERIALIZATION ->
          new StoreUnavailable("the database kept undoing the transaction", quiet);
      case CONSTRAINT ->
          new StoreUnavailable("a rule of the schema refused a write" + Reasons.code(cause), quiet);
      case CONNECTION -> new StoreUnavailable("the connection failed" + Reasons.code(cause), quiet);
      case OTHER -> new StoreUnavailable(Reasons.of(cause), quiet);
    };
  }

  /** Where it failed. What the drivers say of it may quote data, so only the type is kept. */
  private static Throwable withoutMessage(JdbiException failure) {
    Throwable quiet = new IllegalStateException(failure.getClass().getSimpleName());
    quiet.setStackTrace(failure.getStackTrace());
    return quiet;
  }

  Dialect.@Nullable Failure classify(Throwable failure) {
    SQLException cause = Reasons.sqlCause(failure);
    return cause == null ? null : dialect.classify(cause);
  }

  private static void pause(int attempt) {
    long longest = Math.min(LONGEST_PAUSE.toNanos(), 500_000L << Math.min(attempt, 6));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }
}
