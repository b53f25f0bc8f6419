package dev.threadbase;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that was not done with a pod, and why. After any of these nothing was written. */
@SuppressWarnings("serial") // Thrown and caught, never serialized.
public abstract sealed class PodException extends ThreadbaseException.OfSegments {
  private final String podName;

  private PodException(String podName, String message) {
    super(message);
    this.podName = podName;
  }

  /** The name that was asked for. */
  public String podName() {
    return podName;
  }

  /** Nothing can have this name: it would be no name of a folder. */
  public static final class InvalidPodName extends PodException {
    /** Quotes the name. */
    public InvalidPodName(String podName) {
      super(podName, "invalid pod name: " + podName);
    }
  }

  /** No pod has this name. */
  public static final class PodNotFound extends PodException {
    /** Names the pod that is missing. */
    public PodNotFound(String podName) {
      super(podName, "pod not found: " + podName);
    }
  }

  /** A pod was changed by somebody else since the caller read it. */
  public static final class PodChanged extends PodException {
    private final long expectedVersion;
    private final long actualVersion;

    /** Names both versions. */
    public PodChanged(String podName, long expectedVersion, long actualVersion) {
      super(
          podName,
          "pod %s changed: expected version %d, actual version %d"
              .formatted(podName, expectedVersion, actualVersion));
      this.expectedVersion = expectedVersion;
      this.actualVersion = actualVersion;
    }

    /** The version that the caller expected. */
    public long expectedVersion() {
      return expectedVersion;
    }

    /** The version that the pod has. */
    public long actualVersion() {
      return actualVersion;
    }
  }

  /** A pod writes no log and has no session reserved. */
  public static final class PodInactive extends PodException {
    /** Names the pod. */
    public PodInactive(String podName) {
      super(podName, "pod " + podName + " has no active session");
    }
  }

  /** A pod has a session reserved, and its first log is not written yet. */
  public static final class PodPending extends PodException {
    private final UUID sessionId;

    /** Names the pod and the session. */
    public PodPending(String podName, UUID sessionId) {
      super(
          podName,
          "pod %s points to session %s but no segment is written yet"
              .formatted(podName, sessionId));
      this.sessionId = sessionId;
    }

    /** The session that is reserved. */
    public UUID sessionId() {
      return sessionId;
    }
  }

  /** A pod is at another place than the one it was to be moved from. */
  public static final class PodMoved extends PodException {
    private final UUID actualSessionId;
    private final @Nullable UUID actualSegmentId;

    /** Names both places; without a segment, a session that is reserved. */
    public PodMoved(
        String podName,
        UUID expectedSessionId,
        @Nullable UUID expectedSegmentId,
        UUID actualSessionId,
        @Nullable UUID actualSegmentId) {
      super(
          podName,
          "pod %s moved: expected %s, actual %s"
              .formatted(
                  podName,
                  place(expectedSessionId, expectedSegmentId),
                  place(actualSessionId, actualSegmentId)));
      this.actualSessionId = actualSessionId;
      this.actualSegmentId = actualSegmentId;
    }

    private static String place(UUID sessionId, @Nullable UUID segmentId) {
      return segmentId == null
          ? "no segment of session " + sessionId
          : "segment " + segmentId + " of session " + sessionId;
    }

    /** The session that the pod points at. */
    public UUID actualSessionId() {
      return actualSessionId;
    }

    /** The segment that the pod points at; null while it is reserved only. */
    public @Nullable UUID actualSegmentId() {
      return actualSegmentId;
    }
  }

  /** A pod's log has no entries, so that there is nothing to go on from. */
  public static final class NothingToRestore extends PodException {
    private final UUID segmentId;

    /** Names the pod and the log. */
    public NothingToRestore(String podName, UUID segmentId) {
      super(
          podName, "segment %s of pod %s has no entries to restore".formatted(segmentId, podName));
      this.segmentId = segmentId;
    }

    /** The log. */
    public UUID segmentId() {
      return segmentId;
    }
  }

  /** A pod's log does not say what the pod may touch, so that it is not resumed. */
  public static final class ScopeMissing extends PodException {
    private final UUID segmentId;

    /** Names the pod and the log. */
    public ScopeMissing(String podName, UUID segmentId) {
      super(
          podName,
          "segment %s of pod %s has no scope snapshot; refusing to resume without explicit scope"
              .formatted(segmentId, podName));
      this.segmentId = segmentId;
    }

    /** The log. */
    public UUID segmentId() {
      return segmentId;
    }
  }
}
