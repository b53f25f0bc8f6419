package dev.threadbase.jdbi;

import dev.threadbase.jdbi.Database.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * First come, first served for the one connection that may write, and one commit for all who came
 * meanwhile.
 *
 * <p>No thread of its own: the caller who finds nobody leading leads. It takes what is queued, has
 * it run in one transaction, wakes those whose work is done, and leaves; the first who is still
 * queued leads next.
 */
final class WriteQueue {

  private static final int LARGEST_BATCH = 64;
  private static final long EXCLUSIVE_POLL_NANOS = 100_000;

  private final ConcurrentLinkedQueue<Ticket<?>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean led = new AtomicBoolean();
  private volatile @Nullable Thread leader;
  private final Consumer<List<Ticket<?>>> batchRunner;

  /**
   * Takes what runs a batch: it must {@linkplain Ticket#complete complete} or fail every ticket.
   */
  WriteQueue(Consumer<List<Ticket<?>>> batchRunner) {
    this.batchRunner = batchRunner;
  }

  /**
   * Queues work and waits until it is done. Interruption does not end the wait; it is kept for the
   * caller.
   *
   * @param alone whether nothing else shares its transaction
   * @throws IllegalStateException if it is called by work that runs
   */
  <T> T submit(Work<T> work, boolean alone) {
    if (Thread.currentThread() == leader) {
      throw new IllegalStateException("a write inside of a write would wait for itself");
    }
    Ticket<T> ticket = new Ticket<>(work, Thread.currentThread(), alone);
    queue.add(ticket);
    boolean interrupted = false;
    while (!ticket.done) {
      if (led.compareAndSet(false, true)) {
        lead();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ticket.result();
  }

  /** Runs something while nobody leads; what is queued meanwhile waits. */
  void exclusively(Runnable action) {
    while (!led.compareAndSet(false, true)) {
      LockSupport.parkNanos(this, EXCLUSIVE_POLL_NANOS);
    }
    try {
      action.run();
    } finally {
      handOver();
    }
  }

  private void lead() {
    leader = Thread.currentThread();
    List<Ticket<?>> batch = new ArrayList<>();
    try {
      fill(batch);
      if (!batch.isEmpty()) {
        batchRunner.accept(batch);
      }
    } finally {
      for (Ticket<?> ticket : batch) {
        ticket.wake();
      }
      handOver();
    }
  }

  /**
   * Takes what is queued, up to the first that wants to be alone; that one is a batch of its own.
   */
  private void fill(List<Ticket<?>> batch) {
    for (Ticket<?> next = queue.peek();
        next != null && batch.size() < LARGEST_BATCH && (batch.isEmpty() || !next.alone);
        next = next.alone ? null : queue.peek()) {
      batch.add(next);
      queue.remove();
    }
  }

  private void handOver() {
    leader = null;
    led.set(false);
    // Whoever queued meanwhile is asleep: the first of them leads next.
    Ticket<?> next = queue.peek();
    if (next != null) {
      LockSupport.unpark(next.owner);
    }
  }

  /** One caller's work and, once it ran, its outcome. */
  static final class Ticket<T> {
    private final Work<T> work;
    private final Thread owner;
    private final boolean alone;
    private @Nullable T value;
    private @Nullable Throwable failure;
    private boolean decided;
    private volatile boolean done;

    private Ticket(Work<T> work, Thread owner, boolean alone) {
      this.work = work;
      this.owner = owner;
      this.alone = alone;
    }

    /** Runs the work; the outcome holds once {@link #complete} is called. */
    void run(Handle handle) {
      value = work.run(handle);
    }

    /** What {@link #run} returned is durable. */
    void complete() {
      decided = true;
    }

    /** The work failed and wrote nothing. */
    void fail(Throwable cause) {
      failure = cause;
      decided = true;
    }

    private void wake() {
      if (!decided) {
        fail(new IllegalStateException("a batch left work undecided"));
      }
      done = true;
      LockSupport.unpark(owner);
    }

    private T result() {
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      return Objects.requireNonNull(value, "work returns something");
    }
  }
}
