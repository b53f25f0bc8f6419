package dev.threadbase.pool;

import dev.threadbase.context.Contexts;
import dev.threadbase.lease.LeaseKeeper;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.Turns;
import java.util.Objects;

/**
 * What a pool stores in; all of one database.
 *
 * @param threads the conversations and what is said in them
 * @param channels which conversation of a channel is active
 * @param turns turns from beginning to end
 * @param leases who may write a conversation
 * @param leaseKeeper renews leases
 * @param contexts what runners are sent
 */
public record PoolStores(
    ThreadRepository threads,
    Channels channels,
    Turns turns,
    TurnLeases leases,
    LeaseKeeper leaseKeeper,
    Contexts contexts) {

  /** Checks that all are there. */
  public PoolStores {
    Objects.requireNonNull(threads, "threads");
    Objects.requireNonNull(channels, "channels");
    Objects.requireNonNull(turns, "turns");
    Objects.requireNonNull(leases, "leases");
    Objects.requireNonNull(leaseKeeper, "leaseKeeper");
    Objects.requireNonNull(contexts, "contexts");
  }
}
