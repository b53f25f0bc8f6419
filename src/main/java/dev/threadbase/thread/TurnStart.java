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
 */
public record TurnStart(
    String threadId,
    String turnId,
    String ownerId,
    Duration ttl,
    @Nullable Message message,
    Map<String, String> metadata) {

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
    return new TurnStart(threadId, turnId, ownerId, TurnLeases.DEFAULT_TTL, null, Map.of());
  }

  /** With a message of the user. */
  public TurnStart saying(@Nullable Message value) {
    return new TurnStart(threadId, turnId, ownerId, ttl, value, metadata);
  }

  /** With another ttl. */
  public TurnStart lasting(Duration value) {
    return new TurnStart(threadId, turnId, ownerId, value, message, metadata);
  }

  /** With metadata for the marker. */
  public TurnStart noting(Map<String, String> value) {
    return new TurnStart(threadId, turnId, ownerId, ttl, message, value);
  }

  /**
   * To try a turn again: without a message, from an entry that the thread has already. Names what
   * it retries in the metadata, beside what is there.
   */
  public TurnStart retrying(RetrySource source) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.putAll(source.metadata());
    return new TurnStart(threadId, turnId, ownerId, ttl, null, all);
  }

  @Override
  public String toString() {
    return "TurnStart[" + turnId + " of thread " + threadId + "]";
  }
}
