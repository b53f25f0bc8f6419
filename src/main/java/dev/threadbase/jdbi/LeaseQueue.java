package dev.threadbase.jdbi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for leases. In this process those who wait for one thread stand in a line, and only the
 * first asks the database; between processes the database notes who is next. Nothing is decided
 * here: it only spares questions.
 */
final class LeaseQueue {

  private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();

  /** Those who wait for one thread. */
  private static final class Line {
    private final Semaphore first = new Semaphore(1, true);
    private final Semaphore bell = new Semaphore(0);
    private int length;
  }

  /** What the first of a line does. */
  interface Asking<T> {
    /** Asks once. */
    Optional<T> ask(String waiterId);

    /** How long to wait before asking again. */
    long pauseNanos();

    /** Gives up the place. */
    void leave(String waiterId);
  }

  /**
   * Asks until it is granted or the wait is over.
   *
   * @return empty if the wait is over
   */
  <T> Optional<T> await(String threadId, Duration wait, Asking<T> asking)
      throws InterruptedException {
    long began = System.nanoTime();
    long patience = saturated(wait);
    Line line = lines.compute(threadId, (id, known) -> joined(known));
    try {
      if (!line.first.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      try {
        return asFirst(line, patience - (System.nanoTime() - began), asking);
      } finally {
        line.first.release();
      }
    } finally {
      lines.computeIfPresent(threadId, (id, known) -> left(known));
    }
  }

  /** Wakes the first of those who wait for a thread. */
  void wake(String threadId) {
    Line line = lines.get(threadId);
    if (line != null) {
      line.bell.release();
    }
  }

  private static <T> Optional<T> asFirst(Line line, long patience, Asking<T> asking)
      throws InterruptedException {
    String waiterId = Ids.next();
    long began = System.nanoTime();
    Optional<T> granted = Optional.empty();
    try {
      while (true) {
        line.bell.drainPermits();
        granted = asking.ask(waiterId);
        long waited = System.nanoTime() - began;
        if (granted.isPresent() || waited >= patience) {
          return granted;
        }
        long pause = Math.min(asking.pauseNanos(), patience - waited);
        line.bell.tryAcquire(pause, TimeUnit.NANOSECONDS);
      }
    } finally {
      if (granted.isEmpty()) {
        asking.leave(waiterId);
      }
    }
  }

  private static Line joined(@Nullable Line known) {
    Line line = known == null ? new Line() : known;
    line.length++;
    return line;
  }

  private static @Nullable Line left(Line line) {
    line.length--;
    return line.length == 0 ? null : line;
  }

  private static long saturated(Duration wait) {
    try {
      return Math.max(0, wait.toNanos());
    } catch (ArithmeticException forever) {
      return Long.MAX_VALUE;
    }
  }
}
