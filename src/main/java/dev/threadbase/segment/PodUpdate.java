package dev.threadbase.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a pod, made one after another in one transaction; what none of them names stays as it
 * is.
 *
 * <p>Immutable: each method returns another update.
 *
 * @param changes what is changed, in order
 * @param expectedVersion the version that the pod must have; empty not to ask
 */
public record PodUpdate(List<Change> changes, OptionalLong expectedVersion) {

  /** Changes nothing. */
  public static final PodUpdate NOTHING = new PodUpdate(List.of(), OptionalLong.empty());

  /** One change. */
  public sealed interface Change {

    /**
     * Points the pod at a log.
     *
     * @param active the log; null for none
     */
    record Active(@Nullable PodActiveSegmentRef active) implements Change {}

    /**
     * Puts a child behind the others, in place of any of its name.
     *
     * @param child the child
     */
    record WithChild(PodSpawnedChild child) implements Change {
      /** Checks that it is there. */
      public WithChild {
        Objects.requireNonNull(child, "child");
      }
    }

    /**
     * Takes the children of a name away, if there are any.
     *
     * @param podName the name
     */
    record WithoutChild(String podName) implements Change {
      /** Checks that it is there. */
      public WithoutChild {
        Objects.requireNonNull(podName, "podName");
      }
    }

    /**
     * Replaces all children.
     *
     * @param children those to have from here on, in order
     */
    record Children(List<PodSpawnedChild> children) implements Change {
      /** Copies the children. */
      public Children {
        children = List.copyOf(children);
      }
    }
  }

  /** Copies the changes. */
  public PodUpdate {
    changes = List.copyOf(changes);
    Objects.requireNonNull(expectedVersion, "expectedVersion");
  }

  /** Only if the pod still has this version. */
  public PodUpdate expectingVersion(long version) {
    return new PodUpdate(changes, OptionalLong.of(version));
  }

  /** Points the pod at a log, or a session that is reserved; null for neither. */
  public PodUpdate active(@Nullable PodActiveSegmentRef value) {
    return and(new Change.Active(value));
  }

  /** Puts a child behind the others, in place of any of its name. */
  public PodUpdate withChild(PodSpawnedChild child) {
    return and(new Change.WithChild(child));
  }

  /** Takes the children of a name away, if there are any. */
  public PodUpdate withoutChild(String podName) {
    return and(new Change.WithoutChild(podName));
  }

  /** Replaces all children. */
  public PodUpdate children(List<PodSpawnedChild> value) {
    return and(new Change.Children(value));
  }

  private PodUpdate and(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new PodUpdate(all, expectedVersion);
  }
}
