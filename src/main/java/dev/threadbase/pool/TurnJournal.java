package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
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
 * stored now stays here and goes with the next.
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

  /** So many of those that wait were sent together, and may be stored all or none. */
  private int sent;

  TurnJournal(ThreadRepository threads, TurnLease started, Supplier<TurnLease> lease) {
    this.threads = threads;
    this.turnId = started.turnId();
    this.conversationId = started.threadId();
    this.lease = lease;
  }

  TurnLease lease() {
    return lease.get();
  }

  /**
   * Refuses a turn that says ever more while the store does not answer.
   *
   * @throws IllegalStateException if so much waits that the turn cannot go on
   */
  void checkRoom() {
    if (waiting.size() >= MOST_WAITING) {
      throw new IllegalStateException(
          waiting.size() + " messages wait for a store that does not take them");
    }
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

  /**
   * Stores what waits. What was sent before without an answer is sent again just as it was: it is
   * stored already, or now. What the store refuses for good does not wait any more.
   *
   * @throws LeaseLost if the turn is somebody else's now
   * @throws StoreUnavailable if it cannot be stored now
   * @throws CommitUnknown if it may be stored
   * @throws ThreadbaseException if it cannot be stored at all
   */
  List<Entry> store() {
    List<Entry> stored = new ArrayList<>();
    while (!waiting.isEmpty()) {
      sent = sent == 0 ? waiting.size() : sent;
      List<NewEntry> batch = waiting.subList(0, sent);
      try {
        stored.addAll(
            threads.appendAll(
                conversationId,
                List.copyOf(batch),
                AppendOptions.DEFAULT.under(lease.get()).idempotently()));
      } catch (LeaseLost | StoreUnavailable | CommitUnknown passing) {
        throw passing;
      } catch (ThreadbaseException refused) {
        batch.clear();
        sent = 0;
        throw refused;
      }
      batch.clear();
      sent = 0;
    }
    return stored;
  }
}
