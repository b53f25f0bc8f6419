package dev.threadbase.pool;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The runner of one conversation; whether it is at work is guarded by its {@link Runners}. */
final class RunnerSlot {

  private final String conversationId;
  private final @Nullable String model;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Runner runner;
  private boolean used = true;
  private boolean retired;
  private volatile Instant idleSince;

  RunnerSlot(String conversationId, @Nullable String model, Instant now) {
    this.conversationId = conversationId;
    this.model = model;
    this.idleSince = now;
  }

  String conversationId() {
    return conversationId;
  }

  @Nullable String model() {
    return model;
  }

  @Nullable Runner runner() {
    return runner;
  }

  void fill(Runner made) {
    runner = made;
  }

  boolean isUsed() {
    return used;
  }

  void use() {
    used = true;
  }

  void giveBack(Instant now) {
    used = false;
    idleSince = now;
  }

  /** It is not to be used again. */
  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }

  /** Whether this call is the one that has to close it. */
  boolean isToBeClosed() {
    return closed.compareAndSet(false, true);
  }

  /** Whether it can be asked no more; one that cannot even say so is. */
  static boolean isDead(@Nullable Runner runner) {
    try {
      return runner instanceof Runner.Mortal mortal && !mortal.isAlive();
    } catch (RuntimeException broken) {
      return true;
    }
  }

  /**
   * Whether neither a chat nor the runner itself was at work since this time. One that does not say
   * may be at work.
   */
  boolean isIdleSince(Instant time) {
    Runner made = runner;
    try {
      boolean busy = made instanceof Runner.Busy worker && worker.isBusy();
      Instant own = made instanceof Runner.Active active ? active.lastActivity() : idleSince;
      return !busy && own.isBefore(time) && idleSince.isBefore(time);
    } catch (RuntimeException speechless) {
      return false;
    }
  }
}
