package dev.threadbase.segment;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log that a pod writes.
 *
 * @param sessionId its session
 * @param segmentId the log; null while the session is reserved and nothing is written yet
 */
public record PodActiveSegmentRef(UUID sessionId, @Nullable UUID segmentId) {

  /** Checks that the session is there. */
  public PodActiveSegmentRef {
    Objects.requireNonNull(sessionId, "sessionId");
  }

  /** A session that is reserved, with nothing written yet. */
  public static PodActiveSegmentRef pending(UUID sessionId) {
    return new PodActiveSegmentRef(sessionId, null);
  }

  /** A log that is written. */
  public static PodActiveSegmentRef active(UUID sessionId, UUID segmentId) {
    return new PodActiveSegmentRef(sessionId, segmentId);
  }
}
