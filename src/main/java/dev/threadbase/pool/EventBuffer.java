package dev.threadbase.pool;

import dev.threadbase.pool.RunnerEvent.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Events between a turn and whoever reads them. Putting one never waits: texts that nobody has read
 * yet become one, and what does not fit is left out and counted. The end always fits.
 */
final class EventBuffer {

  private static final int LONGEST_TEXT = 16_384;

  private final int capacity;
  private final Deque<ChatEvent> events = new ArrayDeque<>();
  private Runnable onChange = () -> {};
  private long skipped;
  private boolean ended;
  private boolean abandoned;

  EventBuffer(int capacity) {
    this.capacity = capacity;
  }

  /** Calls this whenever there may be something to take, from now on. */
  void onChange(Runnable action) {
    synchronized (this) {
      onChange = action;
    }
    action.run();
  }

  void put(ChatEvent event) {
    Runnable changed;
    synchronized (this) {
      if (ended) {
        // From a thread that was left behind.
        return;
      }
      ended = event instanceof ChatEvent.Ended;
      if (!abandoned) {
        add(event);
      }
      notifyAll();
      changed = onChange;
    }
    changed.run();
  }

  private void add(ChatEvent event) {
    if (event instanceof Text more && events.peekLast() instanceof Text last && fits(last, more)) {
      events.removeLast();
      events.addLast(new Text(last.text() + more.text()));
    } else if (events.size() >= capacity && !(event instanceof ChatEvent.Ended)) {
      skipped++;
    } else {
      if (skipped > 0) {
        events.addLast(new ChatEvent.Skipped(skipped));
        skipped = 0;
      }
      events.addLast(event);
    }
  }

  private boolean fits(Text last, Text more) {
    return skipped == 0 && last.text().length() + more.text().length() <= LONGEST_TEXT;
  }

  /** The next event, if there is one now. */
  synchronized @Nullable ChatEvent poll() {
    return events.pollFirst();
  }

  /** Waits until there is an event; false once all were taken. */
  synchronized boolean await() throws InterruptedException {
    while (events.isEmpty() && !ended) {
      wait();
    }
    return !events.isEmpty();
  }

  synchronized boolean isDrained() {
    return ended && events.isEmpty();
  }

  /** Nobody reads any more. */
  synchronized void abandon() {
    abandoned = true;
    events.clear();
  }
}
