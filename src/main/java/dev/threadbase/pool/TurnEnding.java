package dev.threadbase.pool;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.Turns;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stores what a turn said last and ends it, as long as its lease is kept and patience lasts. */
final class TurnEnding {

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final int LONGEST_ERROR = 2_000;

  private final Turns turns;
  private final ChatTurn turn;
  private final KeptLease lease;
  private final EventBuffer events;
  private final Duration patience;

  TurnEnding(Turns turns, ChatTurn turn, KeptLease lease, EventBuffer events, Duration patience) {
    this.turns = turns;
    this.turn = turn;
    this.lease = lease;
    this.events = events;
    this.patience = patience;
  }

  /** How it ended, which is not always how it was meant to. */
  ChatEvent.Ended end(ChatEnd end, @Nullable Throwable cause) {
    if (end == ChatEnd.LEASE_LOST) {
      lease.stop();
      return new ChatEvent.Ended(end, cause);
    }
    long until = System.nanoTime() + patience.toNanos();
    try {
      ThreadbaseException refused = refusal(until);
      ChatEnd how = refused == null ? end : ChatEnd.FAILED;
      Throwable why = refused == null ? cause : with(refused, cause);
      patiently(until, () -> turns.finish(lease.lease(), marker(how, why)));
      lease.stop();
      return new ChatEvent.Ended(how, why);
    } catch (LeaseLost lost) {
      lease.stop();
      return new ChatEvent.Ended(ChatEnd.LEASE_LOST, with(lost, cause));
    } catch (ThreadbaseException failure) {
      release();
      return new ChatEvent.Ended(ChatEnd.FAILED, with(failure, cause));
    }
  }

  /** Stores what was said last; what the store refuses for good does not keep the turn open. */
  private @Nullable ThreadbaseException refusal(long until) {
    try {
      patiently(until, turn::storeNow);
      return null;
    } catch (LeaseLost | StoreUnavailable | CommitUnknown failure) {
      throw failure;
    } catch (ThreadbaseException refused) {
      return refused;
    }
  }

  private void patiently(long until, Runnable write) {
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      try {
        write.run();
        return;
      } catch (StoreUnavailable | CommitUnknown failure) {
        if (pause == FIRST_PAUSE_MILLIS) {
          events.put(new ChatEvent.NotStored(failure));
        }
        if (System.nanoTime() > until || !isRested(pause)) {
          throw failure;
        }
      }
    }
  }

  private static boolean isRested(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives the lease back without an end of the turn, which whoever comes next writes. */
  void release() {
    try {
      lease.close();
    } catch (ThreadbaseException unreachable) {
      // It ends with its ttl, and whoever comes next gives the turn its end.
    }
  }

  private static TurnEnd marker(ChatEnd end, @Nullable Throwable cause) {
    return switch (end) {
      case COMPLETED -> TurnEnd.COMPLETED;
      case CANCELLED -> TurnEnd.aborted();
      case FAILED, TIMED_OUT, RUNNER_DIED, LEASE_LOST -> TurnEnd.failed(error(end, cause));
    };
  }

  private static String error(ChatEnd end, @Nullable Throwable cause) {
    String text =
        switch (end) {
          case TIMED_OUT -> "the turn took too long";
          case RUNNER_DIED -> "the runner died";
          default -> text(cause);
        };
    int points = text.codePointCount(0, text.length());
    return points <= LONGEST_ERROR
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_ERROR)) + "…";
  }

  private static String text(@Nullable Throwable cause) {
    try {
      return String.valueOf(cause);
    } catch (RuntimeException speechless) {
      return "a failure that does not say what it is";
    }
  }

  private static Throwable with(ThreadbaseException failure, @Nullable Throwable cause) {
    if (cause != null && cause != failure) {
      failure.addSuppressed(cause);
    }
    return failure;
  }
}
