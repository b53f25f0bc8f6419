package dev.threadbase.context;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.TurnStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path offers to try again; pure functions (floret session tree, retry target).
 *
 * <p>It is what follows the newest user's message. If a turn failed there, it is tried again from
 * its newest save point, so that its tools do not run twice; without a save point from where that
 * turn was itself retried from. Otherwise the message itself is answered again.
 */
public final class RetryTarget {

  private final PathView path;
  private final int user;

  private RetryTarget(List<Entry> entries) {
    this.path = new PathView(entries);
    this.user = newest(-1, i -> path.isSpokenByUser(i));
  }

  /**
   * What to go on from.
   *
   * @param path a path from its root on, or its end from a user's message on
   * @return empty if the path holds no user's message
   */
  public static Optional<RetrySource> on(List<Entry> path) {
    RetryTarget target = new RetryTarget(path);
    return target.user < 0 ? Optional.empty() : Optional.of(target.source());
  }

  private RetrySource source() {
    int failure = newest(user, i -> path.entry(i).type().equals(EntryType.RUN_FAILURE));
    String turn = path.entry(failure < 0 ? user : failure).turnId();
    if (failure >= 0 && turn != null) {
      int savePoint = marker(turn, TurnStatus.SAVE_POINT);
      if (savePoint > user) {
        return source(turn, path.entry(savePoint - 1).id());
      }
      int started = marker(turn, TurnStatus.STARTED);
      Optional<RetrySource> before =
          started < 0
              ? Optional.empty()
              : RetrySource.of(EntryType.TURN_MARKER, path.content(started));
      if (before.isPresent()) {
        return source(turn, before.get().entryId());
      }
    }
    return source(turn, path.entry(user).id());
  }

  private RetrySource source(@Nullable String turn, String entryId) {
    return new RetrySource(turn, entryId, path.entry(path.size() - 1).id());
  }

  private int marker(String turn, TurnStatus status) {
    return newest(
        user,
        i ->
            path.entry(i).type().equals(EntryType.TURN_MARKER)
                && status.equals(path.content(i).turnStatus())
                && turn.equals(path.entry(i).turnId()));
  }

  /** The newest entry after a position that is one; -1 if none is. */
  private int newest(int after, IntPredicate one) {
    for (int i = path.size() - 1; i > after; i--) {
      if (!path.isTakenBack(i) && one.test(i)) {
        return i;
      }
    }
    return -1;
  }
}
