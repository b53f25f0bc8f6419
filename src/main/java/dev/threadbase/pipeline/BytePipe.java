package dev.threadbase.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of bytes between two stages, of which either end can be closed: the writing end
 * at the end of the stream, the reading end when no more is wanted, and both when the run fails.
 */
final class BytePipe {

  private static final int CAPACITY = 1 << 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring = new byte[CAPACITY];
  private int from;
  private int held;
  private boolean ended;
  private boolean unwanted;
  private boolean refused;
  private @Nullable String torn;

  /** Waits for bytes; -1 at the end of the stream. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      while (held == 0 && !ended && torn == null) {
        await();
      }
      checkTorn();
      if (held == 0) {
        return -1;
      }
      int count = Math.min(length, held);
      int first = Math.min(count, CAPACITY - from);
      System.arraycopy(ring, from, target, offset, first);
      System.arraycopy(ring, 0, target, offset + first, count - first);
      from = (from + count) % CAPACITY;
      held -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all bytes have room. */
  void write(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      int written = 0;
      while (written < length) {
        while (held == CAPACITY && !unwanted && torn == null) {
          await();
        }
        checkTorn();
        checkWanted();
        int at = (from + held) % CAPACITY;
        int count = Math.min(Math.min(length - written, CAPACITY - held), CAPACITY - at);
        System.arraycopy(source, offset + written, ring, at, count);
        held += count;
        written += count;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // Both callers ask again.
  private void await() throws InterruptedIOException {
    try {
      changed.await();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for another stage");
    }
  }

  private void checkTorn() throws IOException {
    if (torn != null) {
      throw new IOException(torn);
    }
  }

  private void checkWanted() throws IOException {
    if (unwanted) {
      refused = true;
      throw new IOException("the stage behind wants no more");
    }
  }

  /** The writer is done: the reader gets what is left, and then the end. */
  void end() {
    change(() -> ended = true);
  }

  /** The reader wants no more: the next write fails. */
  void leave() {
    change(
        () -> {
          unwanted = true;
          held = 0;
        });
  }

  /** The run failed: the next read or write fails. */
  void tear(String why) {
    change(() -> torn = why);
  }

  /** Whether a write failed because the reader wants no more. */
  boolean refused() {
    lock.lock();
    try {
      return refused;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
