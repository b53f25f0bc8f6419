package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A turn while its runner answers: takes what is said, stores it, and passes it on. It is over
 * once, whoever ends it: its own thread when the runner has answered or failed, or another one if
 * the runner does not end though it was interrupted.
 */
final class ChatTurn implements RunnerOutput {

  private final TurnJournal journal;
  private final SpokenText spoken;
  private final OpenCalls calls = new OpenCalls();
  private final EventBuffer events;
  private final ReentrantLock lock = new ReentrantLock();
  private final BiConsumer<ChatEnd, @Nullable Throwable> onTrouble;
  private volatile @Nullable GivenUp givenUp;
  private volatile boolean over;
  private @Nullable Thread worker;

  /**
   * Why a turn was given up.
   *
   * @param end how it ends
   * @param cause what went wrong; null if the end says it
   */
  record GivenUp(ChatEnd end, @Nullable Throwable cause) {}

  /** Takes who gives the turn up when it cannot go on. */
  ChatTurn(
      TurnJournal journal,
      SpokenText spoken,
      EventBuffer events,
      BiConsumer<ChatEnd, @Nullable Throwable> onTrouble) {
    this.journal = journal;
    this.spoken = spoken;
    this.events = events;
    this.onTrouble = onTrouble;
  }

  @Override
  public void emit(RunnerEvent event) {
    lock.lock();
    try {
      if (isCancelled()) {
        throw new CancellationException("the turn is over");
      }
      take(event);
    } catch (ThreadbaseException | IllegalStateException refused) {
      // Whether the runner lets it through or not: the turn is not what was said.
      onTrouble.accept(ChatEnd.FAILED, refused);
      throw refused;
    } finally {
      lock.unlock();
    }
  }

  private void take(RunnerEvent event) {
    if (event instanceof RunnerEvent.Text text) {
      spoken.add(text.text());
      events.put(event);
    } else if (event instanceof RunnerEvent.Said said) {
      journal.checkRoom();
      String text = spoken.text();
      add(said);
      events.put(event);
      try {
        store();
      } catch (ThreadbaseException refused) {
        // The text that went with it can still be stored by itself.
        spoken.add(text);
        calls.forget(said.message());
        throw refused;
      }
    } else {
      events.put(event);
    }
  }

  private void add(RunnerEvent.Said said) {
    List<Message> messages = spoken.before(said.message());
    Message last = messages.get(messages.size() - 1);
    messages.subList(0, messages.size() - 1).forEach(text -> journal.add(text, null, null));
    journal.add(last, said.model(), said.usage());
    calls.note(last);
  }

  /** What cannot be stored now goes with the next message. */
  private void store() {
    try {
      storeNow();
    } catch (LeaseLost lost) {
      onTrouble.accept(ChatEnd.LEASE_LOST, lost);
      throw new CancellationException("the turn is somebody else's");
    } catch (StoreUnavailable | CommitUnknown failure) {
      events.put(new ChatEvent.NotStored(failure));
    }
  }

  /** Stores what was said until now, and says so. */
  void storeNow() {
    journal.store().forEach(entry -> events.put(new ChatEvent.Stored(entry)));
  }

  @Override
  public TurnLease lease() {
    return journal.lease();
  }

  @Override
  public boolean isCancelled() {
    return givenUp != null || over;
  }

  /** Why the turn was given up; null if it was not. */
  @Nullable GivenUp givenUp() {
    return givenUp;
  }

  /** From now on nothing is taken; false if that is so already. */
  boolean giveUp(ChatEnd end, @Nullable Throwable cause) {
    synchronized (this) {
      if (givenUp != null || over) {
        return false;
      }
      givenUp = new GivenUp(end, cause);
    }
    return true;
  }

  /** Interrupts the runner's thread, but not while it stores. */
  void interrupt() {
    lock.lock();
    try {
      Thread running = worker;
      if (running != null) {
        running.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** This thread runs the runner from now on, and may be interrupted. */
  void working() {
    lock.lock();
    try {
      worker = Thread.currentThread();
      if (isCancelled()) {
        throw new CancellationException("the turn is over");
      }
    } finally {
      lock.unlock();
    }
  }

  /** This thread is interrupted no more, and an interruption that came is forgotten. */
  void notWorking() {
    lock.lock();
    try {
      if (worker == Thread.currentThread()) {
        worker = null;
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends it for all others, and adds what was said last; false if it is over already. */
  boolean end() {
    lock.lock();
    try {
      if (over) {
        return false;
      }
      over = true;
      spoken.rest().forEach(message -> journal.add(message, null, null));
      calls.interrupted().forEach(message -> journal.add(message, null, null));
      return true;
    } finally {
      lock.unlock();
    }
  }
}
