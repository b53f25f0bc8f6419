package dev.threadbase.segment;

import java.util.Objects;

/**
 * What a pod may do with a path.
 *
 * @param target the path
 * @param permission what is allowed or denied
 * @param recursive whether the rule holds for everything below the path
 */
public record ScopeRule(String target, Permission permission, boolean recursive) {

  /** What a rule is about. */
  public enum Permission implements WireName {
    /** Reading. */
    READ,
    /** Writing. */
    WRITE
  }

  /** Checks that the path and the permission are there. */
  public ScopeRule {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(permission, "permission");
  }
}
