package dev.threadbase.thread;

import dev.threadbase.lease.TurnLease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn that has begun.
 *
 * @param lease its lease
 * @param started its {@code started} marker
 * @param message the user's message; null if it began without
 * @param recovered turns before it that had no end, and were given one
 * @param resumed whether it had begun before: then whoever began it may still be at work under the
 *     same lease
 */
public record Turn(
    TurnLease lease,
    Entry started,
    @Nullable Entry message,
    List<RecoveredTurn> recovered,
    boolean resumed) {

  /** Copies the list. */
  public Turn {
    recovered = List.copyOf(recovered);
  }
}
