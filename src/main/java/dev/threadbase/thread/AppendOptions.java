package dev.threadbase.thread;

import dev.threadbase.lease.TurnLease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an append is made.
 *
 * @param id the entry's id, over the one in the entry; null to use that. Only for an append of one
 *     entry
 * @param parentId the entry to append to; null for the thread's leaf
 * @param now the time for entries that have none of their own; null for the clock's
 * @param expectedHead where the caller thinks the head is; null not to ask
 * @param idempotent whether an entry that is already there, with this id, type and payload, is the
 *     answer instead of a conflict
 * @param lease the turn lease to write under; null for none
 */
public record AppendOptions(
    @Nullable String id,
    @Nullable String parentId,
    @Nullable Instant now,
    @Nullable ExpectedHead expectedHead,
    boolean idempotent,
    @Nullable TurnLease lease) {

  /** At the leaf, now, wherever that is. */
  public static final AppendOptions DEFAULT =
      new AppendOptions(null, null, null, null, false, null);

  /**
   * A head that a write depends on.
   *
   * @param leafId the leaf; null for an empty path
   */
  public record ExpectedHead(@Nullable String leafId) {}

  /** With an id for the one entry; null for the entry's own. */
  public AppendOptions withId(@Nullable String value) {
    return new AppendOptions(value, parentId, now, expectedHead, idempotent, lease);
  }

  /** After an entry that need not be the leaf. */
  public AppendOptions after(String parent) {
    return new AppendOptions(id, parent, now, expectedHead, idempotent, lease);
  }

  /** At a time of the caller's. */
  public AppendOptions at(Instant value) {
    return new AppendOptions(id, parentId, value, expectedHead, idempotent, lease);
  }

  /** Only if the thread's leaf is this one; null for an empty path. */
  public AppendOptions expectingLeaf(@Nullable String leafId) {
    return new AppendOptions(id, parentId, now, new ExpectedHead(leafId), idempotent, lease);
  }

  /** Only while this lease is held. */
  public AppendOptions under(@Nullable TurnLease value) {
    return new AppendOptions(id, parentId, now, expectedHead, idempotent, value);
  }

  /** Accepting an equal entry that is already there. */
  public AppendOptions idempotently() {
    return new AppendOptions(id, parentId, now, expectedHead, true, lease);
  }
}
