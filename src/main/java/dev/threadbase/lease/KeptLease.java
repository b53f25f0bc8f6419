package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException.ThreadNotFound;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lease that a {@link LeaseKeeper} renews, until it is lost or closed. Safe for use by several
 * threads.
 */
public final class KeptLease implements AutoCloseable {

  private static final Clock WALL = Clock.systemUTC();

  /** How it stands with the lease, as far as this process knows. */
  public enum State {
    /** Renewed in time. */
    HELD,
    /** Not renewed for longer than its ttl: others may have taken over, and may not have. */
    OVERDUE,
    /** Taken over or broken: every write under it is refused. */
    LOST,
    /** Given back, or being given back. */
    RELEASED
  }

  /** When the lease was last known to hold, by the two clocks of a machine that may sleep. */
  private record Moment(long nanos, long millis) {
    static Moment now() {
      return new Moment(System.nanoTime(), WALL.millis());
    }

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - nanos > age.toNanos() || WALL.millis() - millis > age.toMillis();
    }
  }

  private final LeaseKeeper keeper;
  private final Consumer<TurnLease> onLost;
  private final Duration ttl;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile TurnLease lease;
  private volatile Moment renewed = Moment.now();
  private volatile boolean givingBack;
  private volatile State ended = State.HELD;
  private volatile @Nullable Future<?> beats;

  KeptLease(LeaseKeeper keeper, TurnLease lease, Duration ttl, Consumer<TurnLease> onLost) {
    this.keeper = keeper;
    this.onLost = onLost;
    this.ttl = ttl;
    this.lease = lease;
  }

  /** The lease as it was last renewed. */
  public TurnLease lease() {
    return lease;
  }

  /** How it stands with it; asks no database. */
  public State state() {
    if (ended != State.HELD) {
      return ended;
    }
    return renewed.isOlderThan(ttl) ? State.OVERDUE : State.HELD;
  }

  /**
   * Stops renewing and gives the lease back; without effect if it is lost or given back already.
   *
   * @throws dev.threadbase.ThreadbaseException.StoreUnavailable if the database cannot be reached:
   *     the lease then ends with its ttl
   */
  @Override
  public void close() {
    if (end(State.RELEASED)) {
      keeper.leases().release(lease);
    }
  }

  /** Stops renewing a lease that the end of its turn has given back. */
  public void stop() {
    end(State.RELEASED);
  }

  void beatsBy(Future<?> schedule) {
    beats = schedule;
    if (ended != State.HELD) {
      schedule.cancel(false);
    }
  }

  void givingBack() {
    givingBack = true;
  }

  /** Renews it, unless somebody has its row locked: then that one is waited for aside. */
  void beat() {
    if (ended != State.HELD || waiting.get()) {
      return;
    }
    guarded(
        () -> {
          if (!renewedBy(keeper.leases()::tryRenew) && waiting.compareAndSet(false, true)) {
            keeper.aside(this::settle);
          }
        });
  }

  private void settle() {
    try {
      guarded(
          () -> {
            if (!renewedBy(keeper.leases()::renew)) {
              end(isGivenBack() ? State.RELEASED : State.LOST);
            }
          });
    } finally {
      waiting.set(false);
    }
  }

  private boolean renewedBy(Function<TurnLease, Optional<TurnLease>> renewal) {
    Moment asked = Moment.now();
    Optional<TurnLease> next = renewal.apply(lease);
    if (next.isPresent()) {
      lease = next.get();
      renewed = asked;
    }
    return next.isPresent();
  }

  /** A database that does not answer is asked again with the next beat. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (ThreadNotFound gone) {
      end(State.LOST);
    } catch (RuntimeException unreachable) {
      // state() says how long that has been so.
    }
  }

  /** A turn that was finished, here or where it was handed to, gave its lease back itself. */
  private boolean isGivenBack() {
    return givingBack
        || keeper
            .leases()
            .status(lease.threadId())
            .filter(status -> status.state() == LeaseStatus.State.FREE)
            .filter(status -> status.lease().isSameAs(lease))
            .isPresent();
  }

  /** Ends it, once. */
  private boolean end(State state) {
    synchronized (this) {
      if (ended != State.HELD) {
        return false;
      }
      ended = state;
    }
    keeper.forget(this);
    Future<?> schedule = beats;
    if (schedule != null) {
      schedule.cancel(false);
    }
    if (state == State.LOST) {
      TurnLease lost = lease;
      keeper.aside(() -> onLost.accept(lost));
    }
    return true;
  }
}
