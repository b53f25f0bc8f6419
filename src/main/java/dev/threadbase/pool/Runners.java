package dev.threadbase.pool;

import dev.threadbase.pool.RunnerFactory.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runners of a pool, one for each conversation that was used lately. One that is at work is
 * never closed by anybody but its own turn: whoever wants it away retires it, and it is closed when
 * the turn gives it back. Nothing of a runner is asked for while the lock is held, and closing,
 * which may take long, holds up nobody.
 */
final class Runners {

  private static final Logger LOG = LoggerFactory.getLogger(ConversationPool.class);
  private static final String CONVERSATION = "conversation";

  private final Clock clock;
  private final Executor closer;
  private final Map<String, RunnerSlot> slots = new HashMap<>();
  private boolean closed;

  /** Takes the clock of idle times, and where runners are closed. */
  Runners(Clock clock, Executor closer) {
    this.clock = clock;
    this.closer = closer;
  }

  /**
   * The conversation's runner, for one turn. One that is dead, or of another model, is replaced.
   *
   * @param request the model in it is the one that is wanted; null for whichever there is
   * @param model the model of a new runner
   */
  RunnerUse use(Request request, @Nullable String model, RunnerFactory factory) throws Exception {
    RunnerSlot present = claimed(request.conversationId());
    if (present != null) {
      Runner runner = Objects.requireNonNull(present.runner());
      boolean fit = request.model() == null || request.model().equals(present.model());
      if (fit && !RunnerSlot.isDead(runner)) {
        return new RunnerUse(this, present, runner);
      }
      LOG.atInfo().addKeyValue(CONVERSATION, request.conversationId()).log("runner replaced");
      discard(present);
    }
    RunnerSlot slot = new RunnerSlot(request.conversationId(), model, clock.instant());
    put(slot);
    return make(slot, new Request(request.conversationId(), request.channel(), model), factory);
  }

  /** The runner that is there and idle, in use from now on; null if there is none. */
  private synchronized @Nullable RunnerSlot claimed(String conversationId) {
    RunnerSlot present = slots.get(conversationId);
    if (present == null || present.isUsed()) {
      return null;
    }
    present.use();
    return present;
  }

  /** One that a turn uses which lost its lease makes room, and is closed by its own turn. */
  private synchronized void put(RunnerSlot slot) {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    RunnerSlot before = slots.put(slot.conversationId(), slot);
    if (before != null) {
      before.retire();
    }
  }

  private RunnerUse make(RunnerSlot slot, Request request, RunnerFactory factory) throws Exception {
    boolean made = false;
    try {
      Runner runner = Objects.requireNonNull(factory.create(request), "the factory made no runner");
      synchronized (this) {
        slot.fill(runner);
      }
      made = true;
      return new RunnerUse(this, slot, runner);
    } finally {
      if (!made) {
        forget(slot);
      }
    }
  }

  private synchronized void forget(RunnerSlot slot) {
    slots.remove(slot.conversationId(), slot);
  }

  /** Takes a conversation's runner away: now, or when its turn has ended. */
  void retire(String conversationId) {
    RunnerSlot slot;
    synchronized (this) {
      slot = slots.get(conversationId);
    }
    if (slot != null) {
      retire(slot);
    }
  }

  private void retire(RunnerSlot slot) {
    boolean idle;
    synchronized (this) {
      slots.remove(slot.conversationId(), slot);
      slot.retire();
      idle = !slot.isUsed();
    }
    if (idle) {
      close(slot);
    }
  }

  void giveBack(RunnerSlot slot) {
    boolean over;
    synchronized (this) {
      slot.giveBack(clock.instant());
      over = slot.isRetired();
    }
    if (over) {
      close(slot);
    }
  }

  void discard(RunnerSlot slot) {
    synchronized (this) {
      slots.remove(slot.conversationId(), slot);
      slot.retire();
    }
    close(slot);
  }

  /** Closes those that are dead, or idle for longer than this; returns how many. */
  int reap(Duration idleTimeout) {
    Instant before = clock.instant().minus(idleTimeout);
    int reaped = 0;
    for (RunnerSlot slot : all()) {
      if (!isUsed(slot) && (RunnerSlot.isDead(slot.runner()) || slot.isIdleSince(before))) {
        reaped += reap(slot) ? 1 : 0;
      }
    }
    return reaped;
  }

  /** Unless a chat has taken it meanwhile. */
  private boolean reap(RunnerSlot slot) {
    synchronized (this) {
      if (slot.isUsed() || !slots.remove(slot.conversationId(), slot)) {
        return false;
      }
      slot.retire();
    }
    close(slot);
    return true;
  }

  private synchronized boolean isUsed(RunnerSlot slot) {
    return slot.isUsed();
  }

  private synchronized List<RunnerSlot> all() {
    return List.copyOf(slots.values());
  }

  synchronized int size() {
    return slots.size();
  }

  /** Closes all that are idle; those at work when their turns give them back. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    all().forEach(this::retire);
  }

  private void close(RunnerSlot slot) {
    if (slot.runner() instanceof Runner.Closeable closeable && slot.isToBeClosed()) {
      closer.execute(() -> close(slot.conversationId(), closeable));
    }
  }

  private static void close(String conversationId, Runner.Closeable runner) {
    try {
      runner.close();
    } catch (Throwable failure) {
      LOG.atWarn()
          .addKeyValue(CONVERSATION, conversationId)
          .addKeyValue("failure", failure.getClass().getName())
          .log("a runner could not be closed");
    }
  }
}
