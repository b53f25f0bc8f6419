package dev.threadbase.pool;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The runner of one conversation, and whether it is at work; guarded by its {@link Runners}. */
final class RunnerSlot {

  private final String conversationId;
  private final @Nullable String model;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Runner runner;
  private boolean used = true;
  private boolean retired;
  private Instant idleSince;

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

  boolean isDead() {
    return isDead(runner);
  }

  /** Whether it can be asked no more; one that cannot even say so is. */
  static boolean isDead(@Nullable Runner runner) {
    try {
      return runner instanceof Runner.Mortal mortal && !mortal.isAlive();
    } catch (RuntimeException broken) {
      return true;
    }
  }

  /** Since when neither a chat nor the runner itself was at work; null if something is. */
  @Nullable Instant idleSince() {
    if (used || (runner instanceof Runner.Busy busy && busy.isBusy())) {
      return null;
    }
    Instant own = runner instanceof Runner.Active active ? active.lastActivity() : idleSince;
    return own.isAfter(idleSince) ? own : idleSince;
  }
}
