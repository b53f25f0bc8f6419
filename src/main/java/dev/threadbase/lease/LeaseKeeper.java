package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Renews leases in the background, whatever their turns do meanwhile: a turn that waits for a model
 * keeps its lease. One thread renews all of them, three times in each ttl.
 *
 * <p>A process that stalls for longer than the ttl and goes on finds itself fenced, also if it
 * never notices: the database refuses its writes once somebody took over.
 */
public final class LeaseKeeper implements AutoCloseable {

  static final int BEATS_PER_TTL = 3;

  private final TurnLeases leases;
  private final ScheduledThreadPoolExecutor beats;
  private final Map<KeptLease, ScheduledFuture<?>> kept = new ConcurrentHashMap<>();

  /** Takes the leases to renew; its thread starts with the first of them. */
  public LeaseKeeper(TurnLeases leases) {
    this.leases = leases;
    this.beats = new ScheduledThreadPoolExecutor(1, LeaseKeeper::thread);
    beats.setRemoveOnCancelPolicy(true);
  }

  /** Renews a lease until it is closed or lost. */
  public KeptLease keep(TurnLease lease) {
    return keep(lease, lost -> {});
  }

  /**
   * Renews a lease until it is closed or lost.
   *
   * @param onLost told once if the lease is lost, with the lease as it was; not if it is given
   *     back. It runs on a thread of its own choosing and delays no other renewal
   * @throws IllegalArgumentException if the lease has no end, so that there is nothing to renew
   * @throws java.util.concurrent.RejectedExecutionException if the keeper is closed
   */
  public KeptLease keep(TurnLease lease, Consumer<TurnLease> onLost) {
    Duration ttl = lease.ttl();
    if (ttl == null) {
      throw new IllegalArgumentException("a lease without an end needs no keeper");
    }
    KeptLease entry = new KeptLease(this, lease, ttl, onLost);
    long beat = Math.max(1, entry.beatNanos());
    kept.put(entry, beats.scheduleWithFixedDelay(entry::renew, beat, beat, TimeUnit.NANOSECONDS));
    return entry;
  }

  /** Stops renewing and gives back every lease that is kept, as far as the database answers. */
  @Override
  public void close() {
    beats.shutdown();
    kept.keySet().forEach(LeaseKeeper::giveBack);
  }

  private static void giveBack(KeptLease lease) {
    try {
      lease.close();
    } catch (ThreadbaseException unreachable) {
      // It ends with its ttl; the others are given back, and what is closed next is closed.
    }
  }

  TurnLeases leases() {
    return leases;
  }

  void forget(KeptLease lease) {
    ScheduledFuture<?> beat = kept.remove(lease);
    if (beat != null) {
      beat.cancel(false);
    }
  }

  /** Runs what a turn is told, where it can hold up no renewal. */
  void tell(Runnable told) {
    ForkJoinPool.commonPool().execute(told);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "threadbase-leases");
    thread.setDaemon(true);
    return thread;
  }
}
