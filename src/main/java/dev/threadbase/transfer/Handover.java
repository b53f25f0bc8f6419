package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a thread of its own prepare what is written, while the one that holds the transaction writes
 * what was prepared before, in the same order. So many writes may be waiting that both have work,
 * and so few that they take no room.
 */
final class Handover {

  private static final int WAITING = 4;

  // Empty behind the last one.
  private final BlockingQueue<Optional<Consumer<Session>>> writes =
      new ArrayBlockingQueue<>(WAITING);
  private final Thread preparer;
  private volatile @Nullable Throwable failure;

  private Handover(Preparation preparation) {
    this.preparer = new Thread(() -> prepare(preparation), "threadbase-import");
    preparer.setDaemon(true);
  }

  /** Prepares writes and gives them away, one after another. */
  interface Preparation {
    void run(Consumer<Consumer<Session>> writes) throws IOException;
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
    handover.rethrow();
  }

  private void prepare(Preparation preparation) {
    try {
      preparation.run(write -> put(Optional.of(write)));
    } catch (IOException | RuntimeException | Error thrown) {
      failure = thrown;
    }
    try {
      put(Optional.empty());
    } catch (Unwanted unwanted) {
      // The other thread failed, and says why.
    }
  }

  private void put(Optional<Consumer<Session>> write) {
    try {
      writes.put(write);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unwanted();
    }
  }

  private void write(Session session) throws InterruptedIOException {
    try {
      for (var write = writes.take(); write.isPresent(); write = writes.take()) {
        write.get().accept(session);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted; nothing was stored");
    }
  }

  private void stop() {
    preparer.interrupt();
    boolean interrupted = false;
    while (preparer.isAlive()) {
      try {
        preparer.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() throws IOException {
    Throwable thrown = failure;
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
