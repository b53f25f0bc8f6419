package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets what is under way end before a database is closed, and nothing in after that. */
final class Gate {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean shut;

  <T> T pass(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (shut) {
        throw new StoreUnavailable("the database is closed", null);
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Shuts the gate, once.
   *
   * @param patience how long what is under way may take
   * @return whether it was open
   */
  boolean shut(Duration patience) {
    boolean alone = waited(patience);
    try {
      boolean wasOpen = !shut;
      shut = true;
      return wasOpen;
    } finally {
      if (alone) {
        lock.writeLock().unlock();
      }
    }
  }

  private boolean waited(Duration patience) {
    try {
      return lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
