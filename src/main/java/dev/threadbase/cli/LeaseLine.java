package dev.threadbase.cli;

import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A lease as {@code --json} prints it; the components are the names, in their order. Of a free
 * lease they say who held it last, and are null if nobody ever did.
 */
record LeaseLine(
    String threadId,
    @Nullable String sessionId,
    String state,
    @Nullable String turnId,
    @Nullable String ownerId,
    @Nullable Long token,
    @Nullable Instant acquiredAt,
    @Nullable Instant renewedAt,
    @Nullable Instant expiresAt,
    boolean unfinished) {

  static LeaseLine of(LeaseStatus status) {
    return of(status.lease(), status.state(), status.unfinished());
  }

  static LeaseLine of(TurnLease lease, LeaseStatus.State state, boolean unfinished) {
    return new LeaseLine(
        lease.threadId(),
        lease.sessionId(),
        name(state),
        lease.turnId(),
        lease.ownerId(),
        lease.token(),
        lease.acquiredAt(),
        lease.renewedAt(),
        lease.expiresAt(),
        unfinished);
  }

  /** Of a thread that nobody ever held. */
  static LeaseLine none(ThreadMeta thread) {
    String free = name(LeaseStatus.State.FREE);
    return new LeaseLine(
        thread.id(), thread.sessionId(), free, null, null, null, null, null, null, false);
  }

  boolean isFree() {
    return state.equals(name(LeaseStatus.State.FREE));
  }

  private static String name(LeaseStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
