package dev.threadbase.thread;

import dev.threadbase.lease.TurnLease;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a fork is made.
 *
 * @param sourceThreadId the thread to fork
 * @param entryId the entry to fork at; null for the source's leaf
 * @param position whether the entry itself belongs to the fork
 * @param newThreadId the fork's id; null to have one made
 * @param now the fork's time; null for the clock's
 * @param lease the turn lease of the source that must be held; null for none
 */
public record ForkOptions(
    String sourceThreadId,
    @Nullable String entryId,
    Position position,
    @Nullable String newThreadId,
    @Nullable Instant now,
    @Nullable TurnLease lease) {

  /** On which side of the entry a fork ends. */
  public enum Position {
    /** The entry is the fork's leaf. */
    AT,
    /** The entry's parent is the fork's leaf; before a root, the fork is empty. */
    BEFORE
  }

  /** Checks that source and position are there. */
  public ForkOptions {
    Objects.requireNonNull(sourceThreadId, "sourceThreadId");
    Objects.requireNonNull(position, "position");
  }

  /** A fork at the source's leaf. */
  public static ForkOptions of(String sourceThreadId) {
    return new ForkOptions(sourceThreadId, null, Position.AT, null, null, null);
  }

  /** A fork that ends with this entry. */
  public ForkOptions at(String entry) {
    return new ForkOptions(sourceThreadId, entry, Position.AT, newThreadId, now, lease);
  }

  /** A fork that ends before this entry. */
  public ForkOptions before(String entry) {
    return new ForkOptions(sourceThreadId, entry, Position.BEFORE, newThreadId, now, lease);
  }

  /** A fork with an id of the caller's. */
  public ForkOptions as(@Nullable String threadId) {
    return new ForkOptions(sourceThreadId, entryId, position, threadId, now, lease);
  }

  /** A fork only while this lease of the source is held. */
  public ForkOptions under(@Nullable TurnLease value) {
    return new ForkOptions(sourceThreadId, entryId, position, newThreadId, now, value);
  }

  /** A fork with a time of the caller's. */
  public ForkOptions madeAt(Instant time) {
    return new ForkOptions(sourceThreadId, entryId, position, newThreadId, time, lease);
  }
}
