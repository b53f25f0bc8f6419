package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fork of a log within its session, which refers to what it inherits and copies nothing.
 *
 * @param source the log
 * @param point where the fork leaves it
 * @param carried what the fork goes on with beside prompt, configuration and history; the reference
 *     carries nothing
 * @param segmentId the id of the new segment; null to have one made
 * @param lease the source's lease, which must be held; null for none
 */
public record SegmentFork(
    SegmentAddress source,
    ForkPoint point,
    Set<CarryOver> carried,
    @Nullable UUID segmentId,
    @Nullable TurnLease lease) {

  /** Copies what is carried. */
  public SegmentFork {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(point, "point");
    carried = Set.copyOf(carried);
  }

  /** Behind a turn; of the whole log if it does not have that turn. */
  public static SegmentFork at(SegmentAddress source, long atTurnIndex) {
    ForkPoint point = new ForkPoint.AtTurn(atTurnIndex, false);
    return new SegmentFork(source, point, Set.of(), null, null);
  }

  /** Behind a turn that the log must have. */
  public static SegmentFork strictlyAt(SegmentAddress source, long atTurnIndex) {
    ForkPoint point = new ForkPoint.AtTurn(atTurnIndex, true);
    return new SegmentFork(source, point, Set.of(), null, null);
  }

  /**
   * Where somebody saw the end of a log, whether it still is the end or not.
   *
   * @param atTurnIndex what the fork says of where it began: the count of the last turn that ended
   */
  public static SegmentFork atHead(SegmentHead head, long atTurnIndex) {
    ForkPoint point = new ForkPoint.AtHead(head, atTurnIndex);
    return new SegmentFork(head.address(), point, Set.of(), null, null);
  }

  /** This fork, going on with more of its source. */
  public SegmentFork carrying(Set<CarryOver> value) {
    return new SegmentFork(source, point, value, segmentId, lease);
  }

  /** This fork with an id of the caller's. */
  public SegmentFork as(@Nullable UUID value) {
    return new SegmentFork(source, point, carried, value, lease);
  }

  /** This fork, only while this lease of the source is held; null for none. */
  public SegmentFork under(@Nullable TurnLease value) {
    return new SegmentFork(source, point, carried, segmentId, value);
  }
}
