package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Renews leases in the background, whatever their turns do meanwhile: a turn that waits for a model
 * keeps its lease. One thread renews all of them, four times in each ttl; a lease whose row
 * somebody else has locked is waited for aside, so that it holds up no other.
 *
 * <p>A process that stalls for longer than the ttl and goes on finds itself fenced, also if it
 * never notices: the database refuses its writes once somebody took over.
 */
public final class LeaseKeeper implements AutoCloseable {

  static final int BEATS_PER_TTL = 4;
  private static final int LONGEST_CLOSING_SECONDS = 60;

  private final TurnLeases leases;
  private final ScheduledThreadPoolExecutor beats;
  private final ExecutorService aside;
  private final Set<KeptLease> kept = ConcurrentHashMap.newKeySet();

  /** Takes the leases to renew; its thread starts with the first of them. */
  public LeaseKeeper(TurnLeases leases) {
    this.leases = leases;
    this.beats = new ScheduledThreadPoolExecutor(1, threads("threadbase-leases"));
    this.aside = Executors.newCachedThreadPool(threads("threadbase-lease-aside"));
    beats.setRemoveOnCancelPolicy(true);
  }

  /** Renews a lease until it is closed or lost. */
  public KeptLease keep(TurnLease lease) {
    return keep(lease, lost -> {});
  }

  /**
   * Renews a lease until it is closed or lost; the first time at once.
   *
   * @param onLost told once if the lease is lost, with the lease as it was; not if its turn gives
   *     it back. It runs on a thread of its own and delays no renewal
   * @throws IllegalArgumentException if the lease has no end, so that there is nothing to renew
   * @throws RejectedExecutionException if the keeper is closed
   */
  public KeptLease keep(TurnLease lease, Consumer<TurnLease> onLost) {
    return keep(lease, onLost, 0);
  }

  /**
   * Renews a lease that was acquired just now, until it is closed or lost; the first time after a
   * quarter of its ttl. See {@link #keep(TurnLease, Consumer)}.
   */
  public KeptLease keepNew(TurnLease lease, Consumer<TurnLease> onLost) {
    return keep(lease, onLost, 1);
  }

  private KeptLease keep(TurnLease lease, Consumer<TurnLease> onLost, int beatsBefore) {
    Duration ttl = lease.ttl();
    if (ttl == null) {
      throw new IllegalArgumentException("a lease without an end needs no keeper");
    }
    KeptLease entry = new KeptLease(this, lease, ttl, onLost);
    kept.add(entry);
    try {
      long beat = Math.max(1, ttl.toNanos() / BEATS_PER_TTL);
      entry.beatsBy(
          beats.scheduleWithFixedDelay(
              entry::beat, beatsBefore * beat, beat, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException closed) {
      kept.remove(entry);
      throw closed;
    }
    return entry;
  }

  /** Notes that a turn is giving its lease back: that the lease is gone then is no loss. */
  public void givingBack(TurnLease lease) {
    kept.stream().filter(entry -> entry.lease().isSameAs(lease)).forEach(KeptLease::givingBack);
  }

  /**
   * Stops renewing and gives back every lease that is kept, all at the same time. What cannot be
   * given back, because the database does not answer, ends with its ttl.
   */
  @Override
  public void close() {
    beats.shutdown();
    kept.forEach(entry -> aside(() -> giveBack(entry)));
    aside.shutdown();
    try {
      aside.awaitTermination(LONGEST_CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private static void giveBack(KeptLease entry) {
    try {
      entry.close();
    } catch (ThreadbaseException unreachable) {
      // It ends with its ttl.
    }
  }

  TurnLeases leases() {
    return leases;
  }

  void forget(KeptLease entry) {
    kept.remove(entry);
  }

  /** Runs what may take long, where it holds up no renewal; not once the keeper is closed. */
  void aside(Runnable work) {
    try {
      aside.execute(work);
    } catch (RejectedExecutionException closed) {
      // Nobody is renewed or told any more.
    }
  }

  private static ThreadFactory threads(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
