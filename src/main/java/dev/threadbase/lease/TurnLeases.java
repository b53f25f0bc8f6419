package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The turn leases of all threads.
 *
 * <p><b>Rule.</b> A thread has at most one lease at a time. It is held from its acquisition until
 * it is given back, broken, or taken over after its end. Each acquisition has a greater token than
 * the one before, for as long as the thread exists. Passing its end alone takes nothing from the
 * holder: while nobody took over, it may write and renew. Whoever has lost it may do neither.
 *
 * <p><b>Time.</b> On PostgreSQL the server's clock decides, and a wrong clock of a client changes
 * nothing. On SQLite it is the clock of the machine, which all processes of the file share.
 *
 * <p><b>Concurrency.</b> Acquiring, renewing and giving back are one conditional statement each;
 * its row is the answer. All methods may throw {@link
 * dev.threadbase.ThreadbaseException.StoreUnavailable}, and those that write {@link
 * dev.threadbase.ThreadbaseException.CommitUnknown}; a lease that was acquired unknown to its owner
 * ends with its ttl.
 *
 * <p><b>Arguments.</b> Thread, turn and owner ids must not be blank. A ttl lies between {@link
 * #SHORTEST_TTL} and {@link #LONGEST_TTL}. Anything else is an {@link IllegalArgumentException}.
 */
public interface TurnLeases {

  /** The ttl of those who do not say: long enough to miss two renewals. */
  Duration DEFAULT_TTL = Duration.ofSeconds(30);

  /** The shortest ttl. */
  Duration SHORTEST_TTL = Duration.ofMillis(1);

  /** The longest ttl. */
  Duration LONGEST_TTL = Duration.ofDays(365);

  /**
   * Takes the lease at once, or says who is in the way. A holder is in its own way too, whatever
   * its owner and turn: two loops of one process are two turns.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  Acquisition tryAcquire(String threadId, String turnId, String ownerId, Duration ttl);

  /** Takes the lease for a new owner and for {@link #DEFAULT_TTL}, or says who is in the way. */
  default Acquisition tryAcquire(String threadId, String turnId) {
    return tryAcquire(threadId, turnId, newOwnerId(), DEFAULT_TTL);
  }

  /**
   * Takes the lease, and waits for it if need be. Waiters of one process come in the order in which
   * they asked, and are woken when the lease is given back in that process. Of several processes,
   * the waiter who has waited longest is noted in the database as the next one, and nobody else is
   * granted the lease before it. A waiter that dies is passed over after a second.
   *
   * @param wait the longest wait; zero to ask once
   * @throws ThreadNotFound if there is no such thread
   * @throws ActiveTurn if it is still held when the wait is over
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
   */
  TurnLease acquire(String threadId, String turnId, String ownerId, Duration ttl, Duration wait)
      throws InterruptedException;

  /**
   * Renews a lease for its own ttl from now on.
   *
   * @return the lease with its new times; empty if it is not the caller's any more
   */
  Optional<TurnLease> renew(TurnLease lease);

  /**
   * Renews a lease as {@link #renew} does, but waits for nobody who is writing under it.
   *
   * @return the lease with its new times; empty if it is not the caller's any more, or if that
   *     could not be seen without waiting
   */
  Optional<TurnLease> tryRenew(TurnLease lease);

  /**
   * Gives a lease back. Without effect if it is not the caller's any more, or the thread is gone.
   *
   * @return whether it was held until now
   */
  boolean release(TurnLease lease);

  /**
   * The lease that is held and has not expired; empty if there is none.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  Optional<TurnLease> active(String threadId);

  /**
   * How it stands with a thread's lease; empty if nobody ever had one.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  Optional<LeaseStatus> status(String threadId);

  /**
   * Leases that are held or expired, by thread id.
   *
   * @param afterThreadId only those behind this id; null for the first page
   * @param limit at most so many, 1 or more
   */
  List<LeaseStatus> list(@Nullable String afterThreadId, int limit);

  /**
   * Takes a lease away from whoever holds it, expired or not, and records it. The holder's writes
   * are refused from now on; a turn that it had started is left for recovery.
   *
   * @param brokenBy who does it, not blank
   * @param reason why, not blank
   * @return what was broken; empty if nobody held it
   * @throws ThreadNotFound if there is no such thread
   */
  Optional<LeaseBreak> breakLease(String threadId, String brokenBy, String reason);

  /** Takes a lease away only while it has this token; see {@link #breakLease}. */
  Optional<LeaseBreak> breakLease(String threadId, long token, String brokenBy, String reason);

  /**
   * What was broken of a thread, the oldest first. They go with the thread.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  List<LeaseBreak> breaks(String threadId);

  /**
   * An owner id that nobody else has: host, process id and a random part, another one at each call.
   * A loop keeps its own for the life of its turn.
   */
  String newOwnerId();

  /** The same leases in the words and with the meanings of the reference. */
  ReferenceLeases reference();
}
