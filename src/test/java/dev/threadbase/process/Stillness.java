package dev.threadbase.process;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Measures for how long a process did not run, from the beats that it missed. */
final class Stillness {

  private static final long BEAT_NANOS = 1_000_000;

  private final AtomicLong longest = new AtomicLong();
  private volatile long lastBeat = System.nanoTime();

  private Stillness() {}

  /** Begins to watch, on a thread of its own. */
  static Stillness watch() {
    Stillness stillness = new Stillness();
    Thread beats = new Thread(stillness::beat, "beats");
    beats.setDaemon(true);
    beats.start();
    return stillness;
  }

  private void beat() {
    while (true) {
      LockSupport.parkNanos(BEAT_NANOS);
      // One time for both: a pause between two would be lost.
      long now = System.nanoTime();
      longest.accumulateAndGet(now - lastBeat, Math::max);
      lastBeat = now;
    }
  }

  /** The longest pause until now, the one that has just ended included. */
  long longestMillis() {
    // In this order: a beat in between may count a pause twice, and never loses it.
    long current = sinceLastBeat();
    return Math.max(current, longest.get()) / 1_000_000;
  }

  private long sinceLastBeat() {
    return System.nanoTime() - lastBeat;
  }
}
