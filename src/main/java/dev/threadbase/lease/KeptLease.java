package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A lease that a {@link LeaseKeeper} renews, until it is lost or closed. Safe for use by several
 * threads.
 */
public final class KeptLease implements AutoCloseable {

  /** How it stands with the lease, as far as this process knows. */
  public enum State {
    /** Renewed in time. */
    HELD,
    /** Not renewed for longer than its ttl: others may have taken over, and may not have. */
    OVERDUE,
    /** Taken over or broken: every write under it is refused. */
    LOST,
    /** Given back. */
    RELEASED
  }

  private final LeaseKeeper keeper;
  private final Consumer<TurnLease> onLost;
  private final long ttlNanos;
  private volatile TurnLease lease;
  private volatile long renewedAtNanos;
  private volatile State ended = State.HELD;

  KeptLease(LeaseKeeper keeper, TurnLease lease, Duration ttl, Consumer<TurnLease> onLost) {
    this.keeper = keeper;
    this.onLost = onLost;
    this.ttlNanos = ttl.toNanos();
    this.lease = lease;
    this.renewedAtNanos = System.nanoTime();
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
    return System.nanoTime() - renewedAtNanos > ttlNanos ? State.OVERDUE : State.HELD;
  }

  /**
   * Stops renewing and gives the lease back; without effect if it is lost or given back already.
   */
  @Override
  public void close() {
    keeper.forget(this);
    if (end(State.RELEASED)) {
      keeper.leases().release(lease);
    }
  }

  /** Renews it once; an unreachable database is asked again with the next beat. */
  void renew() {
    if (ended != State.HELD) {
      keeper.forget(this);
      return;
    }
    try {
      beat();
    } catch (ThreadNotFound gone) {
      lose();
    } catch (ThreadbaseException unreachable) {
      // state() says how long that has been so.
    }
  }

  private void beat() {
    long began = System.nanoTime();
    Optional<TurnLease> renewed = keeper.leases().renew(lease);
    if (renewed.isPresent()) {
      lease = renewed.get();
      renewedAtNanos = began;
    } else if (isGivenBack()) {
      keeper.forget(this);
      end(State.RELEASED);
    } else {
      lose();
    }
  }

  /** A turn that was finished gave its lease back itself; nothing was lost then. */
  private boolean isGivenBack() {
    return keeper
        .leases()
        .status(lease.threadId())
        .filter(status -> status.state() == LeaseStatus.State.FREE)
        .filter(status -> status.lease().isSameAs(lease))
        .isPresent();
  }

  private void lose() {
    keeper.forget(this);
    if (end(State.LOST)) {
      TurnLease lost = lease;
      keeper.tell(() -> onLost.accept(lost));
    }
  }

  long beatNanos() {
    return ttlNanos / LeaseKeeper.BEATS_PER_TTL;
  }

  private synchronized boolean end(State state) {
    if (ended != State.HELD) {
      return false;
    }
    ended = state;
    return true;
  }
}
