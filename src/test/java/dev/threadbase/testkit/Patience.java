package dev.threadbase.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what another thread or the database does, not for time to pass. */
public final class Patience {

  /** Long enough for a slow machine; nothing that works takes so long. */
  public static final long SECONDS = 60;

  private static final long POLL_NANOS = 1_000_000;

  private Patience() {}

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it is so. */
    boolean holds() throws Exception;
  }

  /** Waits until something is so. */
  public static void until(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come in time: " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
