package dev.threadbase.pool;

import dev.threadbase.lease.TurnLeases;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.pool.compaction.Compactor;
import dev.threadbase.pool.compaction.Summariser;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ConversationPool}. Durations must be longer than nothing, but for the wait. */
public final class ConversationPoolBuilder {

  private static final int LONGEST_TEXT = 1 << 24;
  private static final int UNREAD_EVENTS = 256;

  private final PoolStores stores;
  private final RunnerFactory factory;
  private CompactionPolicy compaction = CompactionPolicy.OFF;
  private @Nullable Summariser summariser;
  private @Nullable String defaultModel;
  private @Nullable String fastModel;
  private @Nullable Executor executor;
  private Clock clock = Clock.systemUTC();
  private Duration leaseTtl = TurnLeases.DEFAULT_TTL;
  private Duration wait = Duration.ofSeconds(30);
  private Duration turnLimit = Duration.ofMinutes(30);
  private Duration grace = Duration.ofSeconds(5);
  private Duration storePatience = Duration.ofSeconds(30);
  private Duration idleTimeout = Duration.ofMinutes(10);
  private int longestText = LONGEST_TEXT;
  private int unreadEvents = UNREAD_EVENTS;

  ConversationPoolBuilder(PoolStores stores, RunnerFactory factory) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.factory = Objects.requireNonNull(factory, "factory");
  }

  /** The model of conversations that have none of their own; null for the factory's choice. */
  public ConversationPoolBuilder defaultModel(@Nullable String value) {
    defaultModel = value;
    return this;
  }

  /** The model that summaries are asked of; null for the summariser's choice. */
  public ConversationPoolBuilder fastModel(@Nullable String value) {
    fastModel = value;
    return this;
  }

  /** When contexts are compacted and who writes the summaries; never, unless this is said. */
  public ConversationPoolBuilder compaction(CompactionPolicy policy, Summariser value) {
    compaction = Objects.requireNonNull(policy, "policy");
    summariser = Objects.requireNonNull(value, "summariser");
    return this;
  }

  /** How long a runner may be idle before it is closed: 10 minutes, unless this is said. */
  public ConversationPoolBuilder idleTimeout(Duration value) {
    idleTimeout = positive("idleTimeout", value);
    return this;
  }

  /** How long a chat waits for the turn before: 30 seconds, unless this is said; may be zero. */
  public ConversationPoolBuilder waiting(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("the wait is negative: " + value);
    }
    wait = value;
    return this;
  }

  /** How long a turn may take: 30 minutes, unless this is said. */
  public ConversationPoolBuilder turnLimit(Duration value) {
    turnLimit = positive("turnLimit", value);
    return this;
  }

  /** How long a runner that is interrupted may take to end: 5 seconds, unless this is said. */
  public ConversationPoolBuilder grace(Duration value) {
    grace = positive("grace", value);
    return this;
  }

  /**
   * How long the end of a turn tries to be stored while the store does not answer: 30 seconds,
   * unless this is said.
   */
  public ConversationPoolBuilder storePatience(Duration value) {
    storePatience = positive("storePatience", value);
    return this;
  }

  /** How long a turn's lease lasts without being renewed: {@link TurnLeases#DEFAULT_TTL}. */
  public ConversationPoolBuilder leaseTtl(Duration value) {
    leaseTtl = positive("leaseTtl", value);
    return this;
  }

  /**
   * How many characters a runner may say without a message, 1 or more: 16 Mi, unless this is said.
   * A turn that says more fails; what it said until then is stored.
   */
  public ConversationPoolBuilder longestText(int value) {
    longestText = positive("longestText", value);
    return this;
  }

  /** How many events wait for a reader, 1 or more: 256, unless this is said. */
  public ConversationPoolBuilder unreadEvents(int value) {
    unreadEvents = positive("unreadEvents", value);
    return this;
  }

  /** The clock of idle times and titles. */
  public ConversationPoolBuilder clock(Clock value) {
    clock = Objects.requireNonNull(value, "clock");
    return this;
  }

  /**
   * Where turns run, each on a thread of its own for as long as its runner answers; threads are
   * made as they are needed, unless this is said. It stays the caller's.
   */
  public ConversationPoolBuilder executor(@Nullable Executor value) {
    executor = value;
    return this;
  }

  /** The pool. */
  public ConversationPool build() {
    Compactor compactor =
        new Compactor(
            stores.threads(),
            stores.contexts(),
            stores.leases(),
            stores.leaseKeeper(),
            compaction,
            summariser,
            fastModel);
    PoolSettings settings =
        new PoolSettings(
            clock,
            leaseTtl,
            wait,
            turnLimit,
            grace,
            storePatience,
            idleTimeout,
            longestText,
            unreadEvents);
    return new ConversationPool(
        stores, new Serving(factory, defaultModel), compactor, settings, new PoolThreads(executor));
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s is %s".formatted(name, value));
    }
    return value;
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d".formatted(name, value));
    }
    return value;
  }
}
