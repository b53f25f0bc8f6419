package dev.threadbase.thread;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a turn ends.
 *
 * @param status where it ends: completed, waiting, failed or aborted
 * @param metadata names and values for the marker
 * @param error what went wrong, for an entry of its own before the marker; null for nothing
 */
public record TurnEnd(TurnStatus status, Map<String, String> metadata, @Nullable String error) {

  /** The turn ended well. */
  public static final TurnEnd COMPLETED = of(TurnStatus.COMPLETED);

  /** The turn ended and waits for the user. */
  public static final TurnEnd WAITING = of(TurnStatus.WAITING);

  /**
   * Copies the metadata, sorted by name.
   *
   * @throws IllegalArgumentException if the status is not one that ends a turn
   */
  public TurnEnd {
    Objects.requireNonNull(status, "status");
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("a turn does not end with the status " + status);
    }
    metadata = Collections.unmodifiableMap(new TreeMap<String, String>(metadata));
  }

  /** An end with a status alone. */
  public static TurnEnd of(TurnStatus status) {
    return new TurnEnd(status, Map.of(), null);
  }

  /** The turn ended with an error. */
  public static TurnEnd failed(String error) {
    return new TurnEnd(TurnStatus.FAILED, Map.of(), error);
  }

  /** The turn was given up. */
  public static TurnEnd aborted() {
    return of(TurnStatus.ABORTED);
  }

  /** With metadata for the marker. */
  public TurnEnd noting(Map<String, String> value) {
    return new TurnEnd(status, value, error);
  }

  @Override
  public String toString() {
    return "TurnEnd[" + status + "]";
  }
}
