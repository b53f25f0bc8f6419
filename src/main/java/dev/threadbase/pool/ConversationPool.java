package dev.threadbase.pool;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.message.Message;
import dev.threadbase.pool.compaction.CompactionReport;
import dev.threadbase.pool.compaction.Compactor;
import dev.threadbase.pool.compaction.Summaries;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Conversations as a chat front end holds them (anna agent, Pool). A channel, for example a
 * terminal, a chat room or a user, has one active conversation; a runner answers in it; everything
 * that is said is stored.
 *
 * <p><b>Concurrency.</b> Many pools, in many processes, may work on one database. That a channel
 * has one active conversation is a constraint of the database; that a conversation has one turn at
 * a time is its turn lease. Different conversations go on at once. All methods may be called by
 * several threads.
 *
 * <p><b>Failures.</b> A store that does not answer is an exception or an event, never "there is
 * none". All methods may throw {@link dev.threadbase.ThreadbaseException.StoreUnavailable}.
 */
public final class ConversationPool implements AutoCloseable {

  private final PoolStores stores;
  private final PoolSettings settings;
  private final PoolThreads threads;
  private final Runners runners;
  private final Compactor compactor;
  private final Chats chats;
  private volatile Serving serving;

  ConversationPool(
      PoolStores stores,
      Serving serving,
      Compactor compactor,
      PoolSettings settings,
      PoolThreads threads) {
    this.stores = stores;
    this.serving = serving;
    this.compactor = compactor;
    this.settings = settings;
    this.threads = threads;
    this.runners = new Runners(settings.clock(), threads.aside());
    this.chats = new Chats(stores, compactor, runners, settings, threads);
  }

  /** A pool that stores there, with runners of this factory. */
  public static ConversationPoolBuilder builder(PoolStores stores, RunnerFactory factory) {
    return new ConversationPoolBuilder(stores, factory);
  }

  /**
   * Makes a conversation; it is the active one of its channel if that has none.
   *
   * @throws IllegalArgumentException if the channel is blank
   */
  public ThreadMeta createConversation(String channel) {
    return stores.channels().create(in(channel));
  }

  /** The active conversation of a channel; empty if it has none. */
  public Optional<ThreadMeta> activeConversation(String channel) {
    return stores.channels().active(channel);
  }

  /**
   * The active conversation of a channel; it is made if there is none. Whoever asks at the same
   * time gets the same.
   *
   * @throws IllegalArgumentException if the channel is blank
   */
  public ThreadMeta resolveConversation(String channel) {
    return stores.channels().resolve(in(channel));
  }

  /**
   * Archives the active conversation of a channel, if there is one, and makes a new one the active
   * one, in one step. A chat that is under way in the old one goes on there.
   *
   * @throws IllegalArgumentException if the channel is blank
   */
  public ThreadMeta rotate(String channel) {
    Optional<ThreadMeta> before = stores.channels().active(channel);
    ThreadMeta next = stores.channels().rotate(in(channel));
    before.map(ThreadMeta::id).ifPresent(runners::retire);
    return next;
  }

  /**
   * Archives a conversation: its channel has no active one then. Nothing of it is lost, and it can
   * be gone on with by its id. Its runner is closed, if a chat is under way when that has ended.
   *
   * @return whether there is such a conversation
   */
  public boolean archive(String conversationId) {
    boolean archived = stores.channels().archive(conversationId);
    runners.retire(conversationId);
    return archived;
  }

  /**
   * Reads a conversation.
   *
   * @throws ThreadNotFound if there is none with this id
   */
  public ThreadMeta get(String conversationId) {
    return stores.threads().thread(conversationId);
  }

  /**
   * The conversations of a channel, the one that was last active first; of equals by their ids.
   *
   * @param includeArchived whether those that are archived are listed too
   */
  public List<ThreadMeta> list(String channel, boolean includeArchived) {
    ListThreadsOptions options = ListThreadsOptions.ALL.inChannel(channel);
    return stores.threads().listThreads(includeArchived ? options.withArchived() : options).stream()
        .sorted(
            Comparator.comparing(ConversationPool::lastActive)
                .reversed()
                .thenComparing(ThreadMeta::id))
        .toList();
  }

  private static Instant lastActive(ThreadMeta conversation) {
    Instant active = conversation.lastActiveAt();
    return active != null
        ? active
        : Objects.requireNonNullElse(conversation.createdAt(), Instant.EPOCH);
  }

  /** Every message of a conversation, whatever was compacted; none if there is no such. */
  public List<Message> history(String conversationId) {
    try (Stream<Entry> path = stores.threads().streamPath(conversationId, null)) {
      return path.filter(entry -> entry.role() != null)
          .flatMap(entry -> Stream.ofNullable(entry.content().message()))
          .toList();
    } catch (ThreadNotFound none) {
      return List.of();
    }
  }

  /** Says something in a conversation; see {@link #chat(String, Message, ChatOptions)}. */
  public Chat chat(String conversationId, String text) throws InterruptedException {
    return chat(conversationId, Message.user(text), ChatOptions.DEFAULT);
  }

  /**
   * Says something in a conversation and has it answered. When this returns, the conversation's
   * turn is taken and the message is stored; the answer comes on a thread of its own.
   *
   * <p>The runner is sent the context without the message, and the message once. What it says is
   * stored as {@link RunnerEvent} says, whoever reads the chat. When it has ended, however, calls
   * without a result get one that says so, the turn ends and its lease is given back in one step,
   * and {@link Chat#end} completes.
   *
   * <p>The first message gives a conversation without a title its title.
   *
   * @param message the user's message, with something in it that a context shows: a text that is
   *     not blank, a document, or a part that is not known here
   * @throws ThreadNotFound if there is no such conversation
   * @throws ThreadDeleted if it is deleted
   * @throws ActiveTurn if the turn before is still under way when the wait is over; nothing is
   *     stored
   * @throws IllegalArgumentException if the message is not a user's, or empty, or the factory does
   *     not offer the model
   * @throws IllegalStateException if the pool is closed
   * @throws InterruptedException if the thread is interrupted while it waits; nothing is stored
   */
  public Chat chat(String conversationId, Message message, ChatOptions options)
      throws InterruptedException {
    return chats.begin(conversationId, message, options, serving);
  }

  /** The chat that is under way in a conversation, in this pool; to give it up, for example. */
  public Optional<Chat> running(String conversationId) {
    return chats.running(conversationId);
  }

  /**
   * Compacts a conversation now; chats go on meanwhile. See {@link Compactor#compact}.
   *
   * @throws ThreadNotFound if there is no such conversation
   */
  public CompactionReport compact(String conversationId) throws InterruptedException {
    return compactor.compact(conversationId, settings.leaseTtl(), settings.longestWait());
  }

  /**
   * Whether the next chat would compact the context first.
   *
   * @throws ThreadNotFound if there is no such conversation
   */
  public boolean needsCompaction(String conversationId) {
    return compactor.isNeeded(stores.contexts().context(conversationId, ContextOptions.REPAIRED));
  }

  /**
   * The summaries of a conversation, and the way back from each to what it was made of.
   *
   * @throws ThreadNotFound if there is no such conversation
   */
  public Summaries summaries(String conversationId) {
    return Summaries.read(stores.threads(), conversationId);
  }

  /** Has runners made by another factory from now on; those that there are stay. */
  public void setFactory(RunnerFactory factory) {
    Objects.requireNonNull(factory, "factory");
    synchronized (this) {
      serving = new Serving(factory, serving.defaultModel());
    }
  }

  /**
   * Has runners of another model made from now on, for conversations that have none of their own.
   */
  public void setDefaultModel(@Nullable String model) {
    synchronized (this) {
      serving = new Serving(serving.factory(), model);
    }
  }

  /**
   * Closes runners that are dead or idle for longer than the idle timeout, once in each period,
   * until this is closed or the pool is. One that is at work is never closed.
   */
  public Reaper startReaper(Duration period) {
    var reaping = threads.every(period, this::reap);
    return () -> reaping.cancel(false);
  }

  /** Looks after runners until it is closed. */
  @FunctionalInterface
  public interface Reaper extends AutoCloseable {
    /** Stops it. */
    @Override
    void close();
  }

  /** Closes runners that are dead or idle now; see {@link #startReaper}. Returns how many. */
  public int reap() {
    return runners.reap(settings.idleTimeout());
  }

  /** How many runners there are now. */
  public int runners() {
    return runners.size();
  }

  /**
   * Ends every chat, as {@link Chat#cancel} does, waits for them, and closes every runner. Nothing
   * is begun from now on. Does nothing the second time. The database stays open.
   */
  @Override
  public void close() {
    if (chats.close()) {
      runners.close();
      threads.close(settings.grace());
    }
  }

  private static ThreadMeta in(String channel) {
    if (channel.isBlank()) {
      throw new IllegalArgumentException("the channel is blank");
    }
    return ThreadMeta.builder().channel(channel).build();
  }
}
