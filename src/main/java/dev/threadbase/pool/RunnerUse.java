package dev.threadbase.pool;

import java.util.concurrent.atomic.AtomicBoolean;

/** A runner while a turn uses it: nothing closes it meanwhile but its own turn. */
final class RunnerUse implements AutoCloseable {

  private final Runners runners;
  private final RunnerSlot slot;
  private final Runner runner;
  private final AtomicBoolean over = new AtomicBoolean();

  RunnerUse(Runners runners, RunnerSlot slot, Runner runner) {
    this.runners = runners;
    this.slot = slot;
    this.runner = runner;
  }

  Runner runner() {
    return runner;
  }

  /** Gives it back, to be used again. */
  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      runners.giveBack(slot);
    }
  }

  /** Closes it although its call has not ended: it hangs, and this may free it. */
  void discard() {
    if (over.compareAndSet(false, true)) {
      runners.discard(slot);
    }
  }
}
