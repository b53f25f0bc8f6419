package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The four lease calls of floret's session tree, with their meanings in its relational store: a
 * lease has no end, belongs to an owner and a turn, and is cleared by its age. They work on the
 * same leases as {@link TurnLeases}, so that a host can move from one to the other.
 */
public interface ReferenceLeases {

  /**
   * Takes a lease without an end. Turn and owner may be empty.
   *
   * @param createdAt when it begins; null for now
   * @throws ThreadNotFound if there is no such thread
   * @throws ActiveTurn if it is held, by whomever
   */
  TurnLease acquireTurnLease(
      String threadId, String turnId, String ownerId, @Nullable Instant createdAt);

  /**
   * Gives a lease back if turn and owner are the holder's; without effect otherwise, also if there
   * is no such thread.
   */
  void releaseTurnLease(String threadId, String turnId, String ownerId);

  /**
   * The lease that is held, expired or not.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  Optional<TurnLease> activeTurnLease(String threadId);

  /**
   * Clears the held lease, whoever has it, if it began before a time, not at it. Its holder's
   * writes are refused from then on.
   *
   * @param cutoff the time; null clears nothing and asks nothing
   * @return what was cleared
   * @throws ThreadNotFound if there is no such thread and a cutoff is given
   */
  Optional<TurnLease> clearExpiredTurnLease(String threadId, @Nullable Instant cutoff);
}
