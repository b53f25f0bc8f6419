package dev.threadbase.segment;

import java.util.Objects;
import java.util.UUID;

/**
 * Where a log is: a segment of a session. The pair is the address: a segment that is asked for
 * under another session is not found.
 *
 * <p>Leases and metadata, which go by a thread's id, name a log by {@link #threadId}. It cannot be
 * written as a thread.
 *
 * @param sessionId the session
 * @param segmentId the segment, unique in all sessions
 */
public record SegmentAddress(UUID sessionId, UUID segmentId) {

  /** Checks that both are there. */
  public SegmentAddress {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(segmentId, "segmentId");
  }

  /** The log as a thread, for its turn lease, its metadata, and for reading it as a path. */
  public String threadId() {
    return segmentId.toString();
  }

  /** Another segment of the same session. */
  public SegmentAddress sibling(UUID segment) {
    return new SegmentAddress(sessionId, segment);
  }
}
