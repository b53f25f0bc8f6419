package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The chats of a pool that are under way, and those that wait for their turn. */
final class RunningChats {

  private final Set<ChatRun> chats = new HashSet<>();
  private final Set<Thread> waiting = new HashSet<>();
  private boolean closed;

  /** Something that waits for a turn. */
  @FunctionalInterface
  interface Wait<T> {
    T run() throws InterruptedException;
  }

  /**
   * Waits for a turn, but no longer than the pool is open.
   *
   * @throws IllegalStateException if the pool is closed, or is closed meanwhile
   * @throws ActiveTurn as what waits
   */
  <T> T waiting(Wait<T> wait) throws InterruptedException {
    enter();
    try {
      return wait.run();
    } catch (InterruptedException interrupted) {
      if (isClosed()) {
        throw new IllegalStateException("the pool is closed", interrupted);
      }
      throw interrupted;
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    waiting.add(Thread.currentThread());
  }

  private synchronized void leave() {
    waiting.remove(Thread.currentThread());
    if (closed) {
      // Sent from here, perhaps too late to end the wait.
      Thread.interrupted();
    }
    notifyAll();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Notes a chat until it ends. One that comes too late ends at once. */
  void add(ChatRun run) {
    boolean late;
    synchronized (this) {
      chats.add(run);
      late = closed;
    }
    run.chat().end().thenRun(() -> remove(run));
    if (late) {
      run.giveUp(ChatEnd.CANCELLED, null);
    }
  }

  private synchronized void remove(ChatRun run) {
    chats.remove(run);
    notifyAll();
  }

  synchronized Optional<Chat> of(String conversationId) {
    return chats.stream()
        .filter(run -> run.conversationId().equals(conversationId))
        .map(ChatRun::chat)
        .findFirst();
  }

  /** Gives all of them up, those that wait too; false if that was done before. */
  boolean close() {
    Set<ChatRun> running;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      waiting.forEach(Thread::interrupt);
      running = Set.copyOf(chats);
    }
    running.forEach(run -> run.giveUp(ChatEnd.CANCELLED, null));
    return true;
  }

  /** Waits until none is left, but no longer than this; an interruption is kept for later. */
  void await(Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    synchronized (this) {
      long left = longest.toNanos();
      while (left > 0 && !(chats.isEmpty() && waiting.isEmpty())) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException impatient) {
          interrupted = true;
        }
        left = until - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
