package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;

/** Something that another pod reports. */
public sealed interface PodEvent {

  /** What happened. */
  enum Kind implements WireName {
    /** A turn of it ended. */
    TURN_ENDED,
    /** It failed. */
    ERRORED,
    /** It ended. */
    SHUT_DOWN,
    /** It handed a part of its scope on. */
    SCOPE_SUB_DELEGATED
  }

  /** What happened. */
  Kind kind();

  /** The event in one line. */
  String render();

  /**
   * A turn of the pod ended.
   *
   * @param podName the pod
   */
  record TurnEnded(String podName) implements PodEvent {
    /** Checks that the name is there. */
    public TurnEnded {
      Objects.requireNonNull(podName, "podName");
    }

    @Override
    public Kind kind() {
      return Kind.TURN_ENDED;
    }

    @Override
    public String render() {
      return "pod `" + podName + "` finished a turn";
    }
  }

  /**
   * The pod failed.
   *
   * @param podName the pod
   * @param message what went wrong
   */
  record Errored(String podName, String message) implements PodEvent {
    /** Checks that both are there. */
    public Errored {
      Objects.requireNonNull(podName, "podName");
      Objects.requireNonNull(message, "message");
    }

    @Override
    public Kind kind() {
      return Kind.ERRORED;
    }

    @Override
    public String render() {
      return "pod `" + podName + "` errored: " + message;
    }

    @Override
    public String toString() {
      return "Errored[" + podName + "]";
    }
  }

  /**
   * The pod ended.
   *
   * @param podName the pod
   */
  record ShutDown(String podName) implements PodEvent {
    /** Checks that the name is there. */
    public ShutDown {
      Objects.requireNonNull(podName, "podName");
    }

    @Override
    public Kind kind() {
      return Kind.SHUT_DOWN;
    }

    @Override
    public String render() {
      return "pod `" + podName + "` shut down";
    }
  }

  /**
   * The pod handed a part of its scope on.
   *
   * @param parentPod the pod
   * @param subPod who got it
   * @param subSocket where that pod listens
   * @param scope what it got
   */
  record ScopeSubDelegated(String parentPod, String subPod, String subSocket, List<ScopeRule> scope)
      implements PodEvent {
    /** Copies the rules. */
    public ScopeSubDelegated {
      Objects.requireNonNull(parentPod, "parentPod");
      Objects.requireNonNull(subPod, "subPod");
      Objects.requireNonNull(subSocket, "subSocket");
      scope = List.copyOf(scope);
    }

    @Override
    public Kind kind() {
      return Kind.SCOPE_SUB_DELEGATED;
    }

    @Override
    public String render() {
      return "pod `" + parentPod + "` sub-delegated scope to `" + subPod + "`";
    }
  }
}
