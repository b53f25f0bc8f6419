package dev.threadbase.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The threads of a pool: those that run turns, one that looks at the time, and those that help. */
final class PoolThreads {

  private final Executor turns;
  private final @Nullable ExecutorService own;
  private final ExecutorService aside;
  private final ScheduledThreadPoolExecutor timer;

  /** Takes the threads that run turns; null to have them made. */
  PoolThreads(@Nullable Executor given) {
    this.own = given == null ? Executors.newCachedThreadPool(threads("threadbase-turn")) : null;
    this.turns = given == null ? Objects.requireNonNull(own) : given;
    this.aside = Executors.newCachedThreadPool(threads("threadbase-pool"));
    this.timer = new ScheduledThreadPoolExecutor(1, threads("threadbase-pool-timer"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Where turns run. */
  Executor turns() {
    return turns;
  }

  /** Where what must not wait for a turn runs. */
  Executor aside() {
    return this::helped;
  }

  /** Does something once, later and aside; not if the pool is closed until then. */
  Future<?> after(Duration delay, Runnable work) {
    try {
      return timer.schedule(() -> helped(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Does something again and again, aside; never twice at a time, however long it takes. */
  Future<?> every(Duration period, Runnable work) {
    long nanos = period.toNanos();
    AtomicBoolean underWay = new AtomicBoolean();
    Runnable unlessUnderWay =
        () -> {
          if (underWay.compareAndSet(false, true)) {
            helped(() -> once(work, underWay));
          }
        };
    try {
      return timer.scheduleWithFixedDelay(unlessUnderWay, nanos, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private static void once(Runnable work, AtomicBoolean underWay) {
    try {
      work.run();
    } finally {
      underWay.set(false);
    }
  }

  private void helped(Runnable work) {
    try {
      aside.execute(work);
    } catch (RejectedExecutionException closed) {
      work.run();
    }
  }

  /** Ends all of them, and waits so long for what is under way aside. */
  void close(Duration longest) {
    timer.shutdownNow();
    aside.shutdown();
    if (own != null) {
      own.shutdown();
    }
    try {
      aside.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory threads(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
