package dev.threadbase.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hands the events of a chat to one subscriber, as many as it asks for, one after another. */
final class EventSubscription implements Subscription {

  private final EventBuffer events;
  private final Subscriber<? super ChatEvent> subscriber;
  private final Executor executor;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile @Nullable RuntimeException refusal;

  /** How often there was a reason to look; one run looks for all. The first is the start's. */
  private final AtomicInteger reasons = new AtomicInteger(1);

  EventSubscription(
      EventBuffer events, Subscriber<? super ChatEvent> subscriber, Executor executor) {
    this.events = events;
    this.subscriber = subscriber;
    this.executor = executor;
  }

  void start() {
    subscriber.onSubscribe(this);
    events.onChange(this::schedule);
    launch();
  }

  /** For a subscriber that comes too late. */
  void refuse() {
    refusal = new IllegalStateException("the chat is read already");
    subscriber.onSubscribe(this);
    launch();
  }

  @Override
  public void request(long n) {
    if (n > 0) {
      demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
    } else {
      refusal = new IllegalArgumentException("asked for " + n + " events");
    }
    schedule();
  }

  /** The chat goes on: only nobody reads it any more. */
  @Override
  public void cancel() {
    done.set(true);
    events.abandon();
  }

  private void schedule() {
    if (reasons.getAndIncrement() == 0) {
      launch();
    }
  }

  private void launch() {
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException closed) {
      // The pool is closed; what is left is handed over here.
      drain();
    }
  }

  private void drain() {
    int seen = reasons.get();
    while (seen != 0) {
      try {
        hand();
      } catch (RuntimeException broken) {
        // A subscriber must not throw; one that does is told nothing more.
        cancel();
      }
      seen = reasons.addAndGet(-seen);
    }
  }

  private void hand() {
    RuntimeException refused = refusal;
    if (refused != null && done.compareAndSet(false, true)) {
      events.abandon();
      subscriber.onError(refused);
    }
    while (!done.get() && demand.get() > 0) {
      ChatEvent event = events.poll();
      if (event == null) {
        break;
      }
      demand.getAndUpdate(now -> now == Long.MAX_VALUE ? now : now - 1);
      subscriber.onNext(event);
    }
    if (events.isDrained() && done.compareAndSet(false, true)) {
      subscriber.onComplete();
    }
  }
}
