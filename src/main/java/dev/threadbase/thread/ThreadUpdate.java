package dev.threadbase.thread;

import dev.threadbase.lease.TurnLease;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change of some fields of a thread's metadata; what is not named stays as it is. The head, the
 * lineage and the time of the last update are never touched by accident.
 *
 * <p>Immutable: each method returns another update.
 */
public final class ThreadUpdate {

  /** A field that an update can set. */
  public enum Field {
    /** The title, all five of its columns. */
    TITLE,
    /** Whether lists leave the thread out. */
    ARCHIVED,
    /** Whether a write without a turn lease is refused. */
    LEASE_REQUIRED,
    /** The host's status. */
    STATUS,
    /** The workspace. */
    WORKSPACE,
    /** The channel. */
    CHANNEL,
    /** The model's vendor. */
    VENDOR,
    /** The model's endpoint. */
    ENDPOINT,
    /** The model. */
    MODEL,
    /** The metadata, all of it. */
    METADATA,
    /** When the thread was last changed. */
    UPDATED_AT,
    /** When the thread was last viewed. */
    LAST_VIEWED_AT
  }

  /** Changes nothing. */
  public static final ThreadUpdate NOTHING =
      new ThreadUpdate(new EnumMap<>(Field.class), OptionalLong.empty(), null);

  private final Map<Field, @Nullable Object> values;
  private final OptionalLong expectedVersion;
  private final @Nullable TurnLease lease;

  private ThreadUpdate(
      Map<Field, @Nullable Object> values,
      OptionalLong expectedVersion,
      @Nullable TurnLease lease) {
    this.values = Collections.unmodifiableMap(values);
    this.expectedVersion = expectedVersion;
    this.lease = lease;
  }

  /** The fields to set, each with its new value; null clears a field. */
  public Map<Field, @Nullable Object> values() {
    return values;
  }

  /** The version of the metadata that the update depends on; empty when it depends on none. */
  public OptionalLong expectedVersion() {
    return expectedVersion;
  }

  /** The turn lease to write under; null for none. */
  public @Nullable TurnLease lease() {
    return lease;
  }

  /** Only while this lease is held. */
  public ThreadUpdate under(@Nullable TurnLease value) {
    return new ThreadUpdate(values, expectedVersion, value);
  }

  /** Only if the metadata still has this version. */
  public ThreadUpdate expectingVersion(long version) {
    return new ThreadUpdate(values, OptionalLong.of(version), lease);
  }

  /** Sets the title, all five of its columns. */
  public ThreadUpdate title(Title value) {
    return with(Field.TITLE, value);
  }

  /** Sets whether lists leave the thread out. */
  public ThreadUpdate archived(boolean value) {
    return with(Field.ARCHIVED, value);
  }

  /** Sets the host's status. */
  public ThreadUpdate status(@Nullable String value) {
    return with(Field.STATUS, value);
  }

  /** Sets whether a write without a turn lease is refused. */
  public ThreadUpdate leaseRequired(boolean value) {
    return with(Field.LEASE_REQUIRED, value);
  }

  /** Sets the workspace. */
  public ThreadUpdate workspace(@Nullable String value) {
    return with(Field.WORKSPACE, value);
  }

  /** Sets the channel. */
  public ThreadUpdate channel(@Nullable String value) {
    return with(Field.CHANNEL, value);
  }

  /** Sets the model's vendor. */
  public ThreadUpdate vendor(@Nullable String value) {
    return with(Field.VENDOR, value);
  }

  /** Sets the model's endpoint. */
  public ThreadUpdate endpoint(@Nullable String value) {
    return with(Field.ENDPOINT, value);
  }

  /** Sets the model. */
  public ThreadUpdate model(@Nullable String value) {
    return with(Field.MODEL, value);
  }

  /** Sets the metadata, all of it. */
  public ThreadUpdate metadata(Map<String, String> value) {
    return with(Field.METADATA, Collections.unmodifiableMap(new TreeMap<String, String>(value)));
  }

  /** Sets when the thread was last changed. */
  public ThreadUpdate updatedAt(Instant value) {
    return with(Field.UPDATED_AT, value);
  }

  /** Sets when the thread was last viewed. */
  public ThreadUpdate lastViewedAt(@Nullable Instant value) {
    return with(Field.LAST_VIEWED_AT, value);
  }

  @Override
  public String toString() {
    return "ThreadUpdate" + values.keySet();
  }

  private ThreadUpdate with(Field field, @Nullable Object value) {
    Map<Field, @Nullable Object> next = new EnumMap<>(Field.class);
    next.putAll(values);
    next.put(field, value);
    return new ThreadUpdate(next, expectedVersion, lease);
  }
}
