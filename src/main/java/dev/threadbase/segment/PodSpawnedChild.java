package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;

/**
 * A process that a pod started.
 *
 * @param podName its name
 * @param socketPath where it listens
 * @param scopeDelegated what it may touch, in order
 * @param callbackAddress where it reports to
 */
public record PodSpawnedChild(
    String podName,
    String socketPath,
    List<PodSpawnedScopeRule> scopeDelegated,
    String callbackAddress) {
  /** Copies the rules. */
  public PodSpawnedChild {
    Objects.requireNonNull(podName, "podName");
    Objects.requireNonNull(socketPath, "socketPath");
    scopeDelegated = List.copyOf(scopeDelegated);
    Objects.requireNonNull(callbackAddress, "callbackAddress");
  }

  /**
   * A child whose scope is JSON, as {@link #scopeJson} gives it.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if that is no array of rules
   */
  public static PodSpawnedChild parse(
      String podName, String socketPath, String scopeJson, String callbackAddress) {
    return new PodSpawnedChild(
        podName, socketPath, PodMetadataJson.readScope(scopeJson), callbackAddress);
  }

  /** What it may touch, as a JSON array. */
  public String scopeJson() {
    return PodMetadataJson.writeScope(scopeDelegated);
  }
}
