package dev.threadbase.pool;

import dev.threadbase.pool.RunnerFactory.Request;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runners of a pool, one for each conversation that was used lately. One that is at work is
 * never closed by anybody but its own turn: whoever wants it away retires it, and it is closed when
 * the turn gives it back. Runners are made and closed outside of the lock.
 */
final class Runners {

  private static final Logger LOG = LoggerFactory.getLogger(ConversationPool.class);
  private static final String CONVERSATION = "conversation";

  private final Clock clock;
  private final Map<String, RunnerSlot> slots = new HashMap<>();
  private boolean closed;

  Runners(Clock clock) {
    this.clock = clock;
  }

  /**
   * The conversation's runner, for one turn. One that is dead, or of another model, is replaced.
   *
   * @param request the model in it is the one that is wanted; null for whichever there is
   * @param model the model of a new runner
   */
  RunnerUse use(Request request, @Nullable String model, RunnerFactory factory) throws Exception {
    RunnerSlot slot;
    RunnerSlot replaced;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the pool is closed");
      }
      RunnerSlot present = slots.get(request.conversationId());
      if (present != null && isFit(present, request.model())) {
        present.use();
        return new RunnerUse(this, present, Objects.requireNonNull(present.runner()));
      }
      replaced = present;
      slot = new RunnerSlot(request.conversationId(), model, clock.instant());
      slots.put(request.conversationId(), slot);
    }
    if (replaced != null) {
      LOG.atInfo().addKeyValue(CONVERSATION, request.conversationId()).log("runner replaced");
      retire(replaced);
    }
    return make(slot, new Request(request.conversationId(), request.channel(), model), factory);
  }

  private static boolean isFit(RunnerSlot slot, @Nullable String model) {
    return !slot.isUsed() && !slot.isDead() && (model == null || model.equals(slot.model()));
  }

  private RunnerUse make(RunnerSlot slot, Request request, RunnerFactory factory) throws Exception {
    boolean made = false;
    try {
      Runner runner = factory.create(request);
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
    Instant now = clock.instant();
    List<RunnerSlot> reaped = new ArrayList<>();
    synchronized (this) {
      for (RunnerSlot slot : slots.values()) {
        if (!slot.isUsed() && (slot.isDead() || isIdle(slot, now.minus(idleTimeout)))) {
          reaped.add(slot);
        }
      }
      reaped.forEach(slot -> slots.remove(slot.conversationId(), slot));
    }
    reaped.forEach(this::retire);
    return reaped.size();
  }

  /** One that does not say since when may be at work. */
  private static boolean isIdle(RunnerSlot slot, Instant before) {
    try {
      Instant since = slot.idleSince();
      return since != null && since.isBefore(before);
    } catch (RuntimeException failure) {
      LOG.atWarn()
          .addKeyValue(CONVERSATION, slot.conversationId())
          .addKeyValue("failure", failure.getClass().getName())
          .log("a runner does not say whether it is idle");
      return false;
    }
  }

  synchronized int size() {
    return slots.size();
  }

  /** Closes all that are idle; those at work when their turns give them back. */
  void close() {
    List<RunnerSlot> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(slots.values());
    }
    all.forEach(this::retire);
  }

  private static void close(RunnerSlot slot) {
    if (slot.runner() instanceof Runner.Closeable closeable && slot.isToBeClosed()) {
      try {
        closeable.close();
      } catch (IOException | RuntimeException failure) {
        LOG.atWarn()
            .addKeyValue(CONVERSATION, slot.conversationId())
            .addKeyValue("failure", failure.getClass().getName())
            .log("a runner could not be closed");
      }
    }
  }
}
