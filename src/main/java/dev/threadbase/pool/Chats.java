package dev.threadbase.pool;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.context.WhiteSpace;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.pool.compaction.Compactor;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Begins chats, and ends all of them when the pool is closed. */
final class Chats {

  private static final int ATTEMPTS = 3;

  private final PoolStores stores;
  private final Compactor compactor;
  private final Runners runners;
  private final PoolSettings settings;
  private final PoolThreads threads;
  private final RunningChats running = new RunningChats();

  Chats(
      PoolStores stores,
      Compactor compactor,
      Runners runners,
      PoolSettings settings,
      PoolThreads threads) {
    this.stores = stores;
    this.compactor = compactor;
    this.runners = runners;
    this.settings = settings;
    this.threads = threads;
  }

  /** Takes the turn, stores the message, and has it answered. */
  Chat begin(String conversationId, Message message, ChatOptions options, Serving serving)
      throws InterruptedException {
    check(message);
    String model = options.model();
    if (model != null && !serving.factory().offers(model)) {
      throw new IllegalArgumentException("no runner of this model is offered: " + model);
    }
    Duration wait = Objects.requireNonNullElse(options.longestWait(), settings.longestWait());
    Turn turn = running.waiting(() -> start(conversationId, message, wait));
    LostLease lost = new LostLease();
    KeptLease lease = stores.leaseKeeper().keepNew(turn.lease(), gone -> lost.tell());
    Entry stored = Objects.requireNonNull(turn.message());
    ChatRun run =
        new ChatRun(
            new ChatParts(stores, compactor, runners, serving, settings, threads),
            new ChatBeginning(message, stored, model, lease));
    lost.concerns(run);
    start(run);
    return run.chat();
  }

  /** Begins the turn, once: if the answer is lost, the same is asked for again. */
  private Turn start(String conversationId, Message message, Duration wait)
      throws InterruptedException {
    TurnStart start =
        TurnStart.of(conversationId, newTurnId(), stores.leases().newOwnerId())
            .saying(message)
            .lasting(settings.leaseTtl());
    for (int attempt = 1; ; attempt++) {
      try {
        return stores.turns().start(start, wait);
      } catch (CommitUnknown unknown) {
        if (attempt == ATTEMPTS) {
          throw unknown;
        }
      }
    }
  }

  private void start(ChatRun run) {
    running.add(run);
    try {
      threads.turns().execute(run);
    } catch (Throwable refusal) {
      // Full, or out of threads: the turn has begun, and must end.
      run.refuse(refusal);
    }
  }

  Optional<Chat> running(String conversationId) {
    return running.of(conversationId);
  }

  private static void check(Message message) {
    if (!message.role().equals(Role.USER)) {
      throw new IllegalArgumentException("a chat begins with what a user says");
    }
    if (message.parts().stream().noneMatch(Chats::isSaid)) {
      throw new IllegalArgumentException("the message is empty");
    }
  }

  /** Whether a context shows it: what it leaves out of a user's message is nothing to answer. */
  private static boolean isSaid(Part part) {
    return part instanceof Part.Text text
        ? !WhiteSpace.trim(text.text()).isEmpty()
        : part instanceof Part.Media || part instanceof Part.Opaque;
  }

  /** Ids of turns, so that new ones come last. */
  private static String newTurnId() {
    return "turn-" + UuidCreator.getTimeOrderedEpochPlus1();
  }

  /** Gives all chats up and waits until they have ended; false if that was done before. */
  boolean close() {
    if (!running.close()) {
      return false;
    }
    Duration longest = settings.grace().plus(settings.storePatience());
    running.await(longest);
    return true;
  }
}
