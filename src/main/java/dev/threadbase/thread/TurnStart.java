package dev.threadbase.thread;

import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a turn begins.
 *
 * @param threadId the thread
 * @param turnId the turn, not used before in this thread
 * @param ownerId who runs it
 * @param ttl how long its lease lasts without being renewed
 * @param message the user's message; null to begin without, as a retry does
 * @param metadata names and values for the {@code started} marker
 * @param retry what it tries again; null if it is no retry
 */
public record TurnStart(
    String threadId,
    String turnId,
    String ownerId,
    Duration ttl,
    @Nullable Message message,
    Map<String, String> metadata,
    @Nullable RetrySource retry) {

  /** Copies the metadata, sorted by name. */
  public TurnStart {
    Objects.requireNonNull(threadId, "threadId");
    Objects.requireNonNull(turnId, "turnId");
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(ttl, "ttl");
    metadata = Collections.unmodifiableMap(new TreeMap<String, String>(metadata));
  }

  /** A turn with the usual ttl and without a message. */
  public static TurnStart of(String threadId, String turnId, String ownerId) {
    return new TurnStart(threadId, turnId, ownerId, TurnLeases.DEFAULT_TTL, null, Map.of(), null);
  }

  /** With a message of the user. */
  public TurnStart saying(@Nullable Message value) {
    return new TurnStart(threadId, turnId, ownerId, ttl, value, metadata, retry);
  }

  /** With another ttl. */
  public TurnStart lasting(Duration value) {
    return new TurnStart(threadId, turnId, ownerId, value, message, metadata, retry);
  }

  /** With metadata for the marker. */
  public TurnStart noting(Map<String, String> value) {
    return new TurnStart(threadId, turnId, ownerId, ttl, message, value, retry);
  }

  /**
   * To try a turn again, from an entry that the thread has: without a message, unless one is given.
   */
  public TurnStart retrying(RetrySource value) {
    return new TurnStart(threadId, turnId, ownerId, ttl, message, metadata, value);
  }

  /** The metadata of the {@code started} marker: what is noted, and what is tried again. */
  public Map<String, String> markerMetadata() {
    if (retry == null) {
      return metadata;
    }
    Map<String, String> all = new TreeMap<>(metadata);
    all.putAll(retry.metadata());
    return all;
  }

  @Override
  public String toString() {
    return "TurnStart[" + turnId + " of thread " + threadId + "]";
  }
}
