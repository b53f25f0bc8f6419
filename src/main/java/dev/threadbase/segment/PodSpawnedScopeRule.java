package dev.threadbase.segment;

import java.util.Objects;

/**
 * What a started process may do with a path.
 *
 * @param target the path
 * @param permission what is allowed, in whatever words
 * @param recursive whether the rule holds for everything below the path
 */
public record PodSpawnedScopeRule(String target, String permission, boolean recursive) {
  /** Checks that both texts are there. */
  public PodSpawnedScopeRule {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(permission, "permission");
  }
}
