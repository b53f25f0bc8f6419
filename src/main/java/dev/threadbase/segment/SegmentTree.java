package dev.threadbase.segment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The logs of a session and how they came from each other. A pure view of one moment.
 *
 * <p>A source that is not in the session is the end of a line, and so is a log that comes from
 * itself by way of others, as damaged imports may say.
 */
public final class SegmentTree {

  private final UUID sessionId;
  private final Map<UUID, SegmentInfo> segments = new LinkedHashMap<>();
  private final Map<UUID, List<SegmentInfo>> children = new LinkedHashMap<>();

  /** Takes the logs of a session, in the order in which they are to be listed. */
  public SegmentTree(UUID sessionId, List<SegmentInfo> segments) {
    this.sessionId = sessionId;
    for (SegmentInfo segment : segments) {
      this.segments.put(segment.segmentId(), segment);
      if (segment.source() != null && !segment.source().equals(segment.segmentId())) {
        children.computeIfAbsent(segment.source(), source -> new ArrayList<>()).add(segment);
      }
    }
  }

  /** The session. */
  public UUID sessionId() {
    return sessionId;
  }

  /** All logs, newest first. */
  public List<SegmentInfo> segments() {
    return List.copyOf(segments.values());
  }

  /** The logs that began at this one, newest first; empty also for a log that is not there. */
  public List<SegmentInfo> children(UUID segmentId) {
    return List.copyOf(children.getOrDefault(segmentId, List.of()));
  }

  /** The logs that this one came from, its source first; empty also for one that is not there. */
  public List<SegmentInfo> ancestors(UUID segmentId) {
    List<SegmentInfo> ancestors = new ArrayList<>();
    Set<UUID> seen = new HashSet<>(Set.of(segmentId));
    SegmentInfo at = segments.get(segmentId);
    while (at != null && at.source() != null && seen.add(at.source())) {
      at = segments.get(at.source());
      if (at != null) {
        ancestors.add(at);
      }
    }
    return List.copyOf(ancestors);
  }

  /** The logs that no other came from, newest first. */
  public List<SegmentInfo> leaves() {
    return segments.values().stream().filter(log -> children(log.segmentId()).isEmpty()).toList();
  }

  /** How many logs this one came from. */
  public int depth(UUID segmentId) {
    return ancestors(segmentId).size();
  }
}
