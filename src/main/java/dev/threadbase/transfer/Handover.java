package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a thread of its own prepare what is written, while the one that holds the transaction writes
 * what was prepared before, in the same order. What takes long, and nothing else has to wait for,
 * is made ready by a third thread. So many writes may be waiting that all have work, and so few
 * that they take no room.
 */
final class Handover {

  private static final int WAITING = 4;

  // Empty behind the last one.
  private final BlockingQueue<Optional<CompletableFuture<Consumer<Session>>>> writes =
      new ArrayBlockingQueue<>(WAITING);
  private final ExecutorService helper = Executors.newSingleThreadExecutor(Handover::daemon);
  private final Thread preparer;
  private volatile @Nullable Throwable failure;

  private Handover(Preparation preparation) {
    this.preparer = daemon(() -> prepare(preparation));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "threadbase-import");
    thread.setDaemon(true);
    return thread;
  }

  /** Prepares writes and gives them away, one after another. */
  interface Preparation {
    void run(Writes writes) throws IOException;
  }

  /** Takes writes, to be done in the order in which they come. */
  interface Writes {

    /** Takes one that is ready. */
    void add(Consumer<Session> write);

    /** Takes one that another thread makes ready. */
    void addLater(Supplier<Consumer<Session>> write);
  }

  /** Nobody wants what is prepared any more. */
  private static final class Unwanted extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
  }

  /**
   * Runs until everything that is prepared is written. No thread is left, however it ends.
   *
   * @throws InterruptedIOException if the thread is interrupted; it stays so
   * @throws IOException if the preparation throws one; what it throws unchecked is thrown as well
   */
  static void run(Session session, Preparation preparation) throws IOException {
    Handover handover = new Handover(preparation);
    handover.preparer.start();
    try {
      handover.write(session);
    } finally {
      handover.stop();
    }
    rethrow(handover.failure);
  }

  private void prepare(Preparation preparation) {
    try {
      preparation.run(new Waiting());
    } catch (IOException | RuntimeException | Error thrown) {
      failure = thrown;
    }
    try {
      put(Optional.empty());
    } catch (Unwanted unwanted) {
      // The other thread failed, and says why.
    }
  }

  private final class Waiting implements Writes {
    @Override
    public void add(Consumer<Session> write) {
      put(Optional.of(CompletableFuture.completedFuture(write)));
    }

    @Override
    public void addLater(Supplier<Consumer<Session>> write) {
      put(Optional.of(CompletableFuture.supplyAsync(write, helper)));
    }
  }

  private void put(Optional<CompletableFuture<Consumer<Session>>> write) {
    try {
      writes.put(write);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unwanted();
    }
  }

  private void write(Session session) throws IOException {
    try {
      for (var write = writes.take(); write.isPresent(); write = writes.take()) {
        write.get().get().accept(session);
      }
    } catch (ExecutionException failed) {
      rethrow(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted; nothing was stored");
    }
  }

  private void stop() {
    helper.shutdownNow();
    preparer.interrupt();
    boolean interrupted = false;
    while (preparer.isAlive() || !helper.isTerminated()) {
      try {
        preparer.join();
        helper.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(@Nullable Throwable thrown) throws IOException {
    if (thrown instanceof IOException checked) {
      throw checked;
    }
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }
}
