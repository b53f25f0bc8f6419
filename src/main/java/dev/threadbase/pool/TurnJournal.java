package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said in one turn, on its way into the store, in order and each once. What cannot be
 * stored stays here and goes with the next; its entry's id says whether it got there after all.
 */
final class TurnJournal {

  /** So many messages wait at most while the store cannot be reached. */
  private static final int MOST_WAITING = 1_000;

  private final ThreadRepository threads;
  private final String turnId;
  private final String conversationId;
  private final Supplier<TurnLease> lease;
  private final List<NewEntry> waiting = new ArrayList<>();
  private int count;

  TurnJournal(ThreadRepository threads, TurnLease started, Supplier<TurnLease> lease) {
    this.threads = threads;
    this.turnId = started.turnId();
    this.conversationId = started.threadId();
    this.lease = lease;
  }

  void add(Message message, @Nullable String model, @Nullable Usage usage) {
    Content content = Content.of(message);
    if (model != null) {
      content = content.withModel(null, model);
    }
    if (usage != null) {
      content = content.withUsage(usage);
    }
    waiting.add(
        NewEntry.of(NewEntry.message(message).type(), content)
            .inTurn(turnId)
            .withId("turn-said:" + turnId + ":" + count++));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Stores what waits, all of it or nothing.
   *
   * @throws LeaseLost if the turn is somebody else's now
   * @throws ThreadbaseException if it cannot be stored now
   * @throws IllegalStateException if so much waits that the turn cannot go on
   */
  List<Entry> store() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    try {
      List<Entry> stored =
          threads.appendAll(
              conversationId,
              List.copyOf(waiting),
              AppendOptions.DEFAULT.under(lease.get()).idempotently());
      waiting.clear();
      return stored;
    } catch (ThreadbaseException failure) {
      if (waiting.size() >= MOST_WAITING) {
        throw new IllegalStateException(
            waiting.size() + " messages wait for a store that does not take them", failure);
      }
      throw failure;
    }
  }
}
