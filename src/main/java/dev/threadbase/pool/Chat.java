package dev.threadbase.pool;

import dev.threadbase.thread.Entry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An answer while it is given: what the runner says, one event after another. It can be read once,
 * by one reader: as an iterator that waits, or as a publisher. Events wait for the reader; if there
 * are too many of them some are {@linkplain ChatEvent.Skipped left out}. Nothing that is stored
 * waits for it, and a reader that goes away ends nothing.
 */
public final class Chat implements Flow.Publisher<ChatEvent>, Iterable<ChatEvent> {

  private final Entry userMessage;
  private final String turnId;
  private final EventBuffer events;
  private final Executor executor;
  private final Runnable cancel;
  private final CompletableFuture<ChatEvent.Ended> end = new CompletableFuture<>();
  private final AtomicBoolean read = new AtomicBoolean();

  Chat(Entry userMessage, String turnId, EventBuffer events, Executor executor, Runnable cancel) {
    this.userMessage = userMessage;
    this.turnId = turnId;
    this.events = events;
    this.executor = executor;
    this.cancel = cancel;
  }

  /** The turn. */
  public String turnId() {
    return turnId;
  }

  /** The user's message as it is stored. */
  public Entry userMessage() {
    return userMessage;
  }

  /**
   * Gives the turn up: the runner is interrupted, and what it said until then is stored. Without
   * effect if it is over. Returns at once.
   */
  public void cancel() {
    cancel.run();
  }

  /** How it ended, once it has; it never completes exceptionally. */
  public CompletionStage<ChatEvent.Ended> end() {
    return end.minimalCompletionStage();
  }

  /** Waits until it is over, whoever reads the events. */
  public ChatEvent.Ended await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The events; each step waits for the next. If the thread is interrupted while it waits, the
   * events end there; the interruption is kept, and the chat goes on.
   *
   * @throws IllegalStateException if somebody reads it already
   */
  @Override
  public Iterator<ChatEvent> iterator() {
    if (!read.compareAndSet(false, true)) {
      throw new IllegalStateException("the chat is read already");
    }
    return new Waiting();
  }

  /** Hands the events to a subscriber; a second reader is told that it is read already. */
  @Override
  public void subscribe(Subscriber<? super ChatEvent> subscriber) {
    if (read.compareAndSet(false, true)) {
      new EventSubscription(events, subscriber, executor).start();
    } else {
      new EventSubscription(new EventBuffer(1), subscriber, executor).refuse();
    }
  }

  void complete(ChatEvent.Ended event) {
    events.put(event);
    // What waits for the end must not hold up whoever ended it.
    end.completeAsync(() -> event, executor);
  }

  private final class Waiting implements Iterator<ChatEvent> {
    @Override
    public boolean hasNext() {
      try {
        return events.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        events.abandon();
        return false;
      }
    }

    @Override
    public ChatEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return Objects.requireNonNull(events.poll());
    }
  }
}
