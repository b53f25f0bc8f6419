package dev.threadbase.thread;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.TurnLease;
import java.time.Duration;
import java.util.List;

/**
 * Turns from beginning to end: the lease and the entries that say so change together, in one
 * transaction each. So no crash leaves half a beginning, and an end is never written by one who has
 * lost the lease.
 *
 * <p>A turn has one id for one activation of the agent; doing it again is another turn. Its entries
 * have ids made of it: {@code turn-started:}, {@code turn-message:}, {@code turn-failure:} and
 * {@code turn-ended:} with the turn id behind. Repeating a call whose answer was lost therefore
 * returns what is stored.
 *
 * <p>After an exception nothing was written, as in {@link ThreadRepository}.
 */
public interface Turns {

  /**
   * Takes the thread's lease and appends the {@code started} marker and the user's message. If the
   * turn before was left without an end, it is ended first, as {@link #recover(String)} does.
   *
   * <p>The same turn of the same owner may begin again while it holds the lease, expired or not:
   * the lease is renewed and what is stored is the answer. So a call whose answer was lost can be
   * repeated, and a turn that has acquired its lease already can begin under it. Two loops that
   * must not share a turn need owner ids of their own; see {@link
   * dev.threadbase.lease.TurnLeases#newOwnerId}.
   *
   * @throws ThreadNotFound if there is no such thread
   * @throws ActiveTurn if another turn holds the lease
   * @throws HeadMoved if the turn retries, and the thread has another leaf than when the source was
   *     found
   * @throws EntryExists if the turn began before and its lease is not held any more, or it began
   *     with another message
   */
  Turn start(TurnStart start);

  /**
   * Begins a turn, and waits for the lease if need be; see {@link #start(TurnStart)} and {@link
   * dev.threadbase.lease.TurnLeases#acquire}.
   *
   * @throws ActiveTurn if another turn still holds the lease when the wait is over
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was written
   */
  Turn start(TurnStart start, Duration wait) throws InterruptedException;

  /**
   * Appends the turn's last entries and gives the lease back.
   *
   * @return the terminal marker as stored; the stored one if the turn was ended like this before
   * @throws LeaseLost if the lease is not held any more and the turn was not ended like this
   * @throws EntryExists if the thread holds another terminal marker of this turn
   * @throws ThreadNotFound if the thread is gone
   */
  Entry finish(TurnLease lease, TurnEnd end);

  /**
   * Ends every turn on the path of a thread that has a {@code started} marker, no terminal marker
   * and no lease any more: a failure and an {@code aborted} marker with the metadata {@code
   * recoverable=true} are appended for each, once, however many recover at the same time. A lease
   * that has expired is taken away from its holder. Nothing is done while the lease is held. A turn
   * that ended on another branch, before the leaf was moved back into it, gets an end on this path
   * too.
   *
   * @return the turns that this call ended, in the order in which they began
   * @throws ThreadNotFound if there is no such thread
   * @throws dev.threadbase.ThreadDeleted if it is deleted; once it is restored, they can be ended
   */
  List<RecoveredTurn> recover(String threadId);

  /**
   * Recovers every thread whose lease has expired or whose last turn was left without an end; for
   * the start of a process and for a schedule. Turns that began without a lease, with markers
   * alone, are found by {@link #recover(String)} only. What is deleted is left as it is.
   *
   * @return the turns that this call ended, by thread
   * @throws dev.threadbase.ThreadbaseException if a thread could not be recovered; the others were
   */
  List<RecoveredTurn> recoverAll();
}
