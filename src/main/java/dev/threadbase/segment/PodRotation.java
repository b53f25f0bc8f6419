package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a pod goes on in a new log.
 *
 * <p>Immutable: each method returns another rotation.
 *
 * @param podName the pod
 * @param next the new log
 * @param segmentId the id of the new log; null to have one made
 * @param entries what the new log goes on with behind its beginning and its scope
 * @param scope what the pod may touch from here on; null for what it may touch in the log that it
 *     leaves
 * @param lease the lease of the log that the pod leaves, which must be held and is given back; null
 *     for none
 * @param writer who gets the lease of the new log; null for the holder of the given one, or nobody
 * @param expectedVersion the version that the pod must have; empty not to ask
 */
public record PodRotation(
    String podName,
    Next next,
    @Nullable UUID segmentId,
    List<LogEntry> entries,
    @Nullable PodScopeSnapshot scope,
    @Nullable TurnLease lease,
    @Nullable PodWriter writer,
    OptionalLong expectedVersion) {

  /** The log that a pod goes on in. */
  public sealed interface Next {

    /** Where the pod must be. */
    PodActiveSegmentRef from();

    /**
     * The first log of a session that is reserved.
     *
     * @param sessionId the session
     * @param state what the log begins with
     */
    record First(UUID sessionId, StartState state) implements Next {
      /** Checks that both are there. */
      public First {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(state, "state");
      }

      @Override
      public PodActiveSegmentRef from() {
        return PodActiveSegmentRef.pending(sessionId);
      }
    }

    /**
     * A log that begins with a summary of the pod's.
     *
     * @param source the end of the pod's log, which the summary was made of
     * @param state the summary
     * @param atTurnIndex the turn count that the pod's log had
     */
    record Compaction(SegmentHead source, StartState state, long atTurnIndex) implements Next {
      /** Checks that source and summary are there. */
      public Compaction {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
      }

      @Override
      public PodActiveSegmentRef from() {
        return at(source.address());
      }
    }

    /**
     * A log that refers to the pod's.
     *
     * @param source the pod's log
     * @param point where the fork leaves it
     * @param carried what the fork goes on with; what the pod may touch is carried in any case
     */
    record Fork(SegmentAddress source, ForkPoint point, Set<CarryOver> carried) implements Next {
      /** Adds the scope to what is carried. */
      public Fork {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(point, "point");
        Set<CarryOver> all = EnumSet.of(CarryOver.POD_SCOPE);
        all.addAll(carried);
        carried = Set.copyOf(all);
      }

      @Override
      public PodActiveSegmentRef from() {
        return at(source);
      }
    }

    private static PodActiveSegmentRef at(SegmentAddress address) {
      return PodActiveSegmentRef.active(address.sessionId(), address.segmentId());
    }
  }

  /** Copies the entries, and refuses a lease of a log before the first. */
  public PodRotation {
    Objects.requireNonNull(podName, "podName");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(expectedVersion, "expectedVersion");
    entries = List.copyOf(entries);
    if (lease != null && next instanceof Next.First) {
      throw new IllegalArgumentException("a pod leaves no log for its first one, and no lease");
    }
  }

  /** To the first log of the session that the pod has reserved. */
  public static PodRotation first(String podName, UUID sessionId, StartState state) {
    return to(podName, new Next.First(sessionId, state));
  }

  /** To a summary of the pod's log as it ends now. */
  public static PodRotation compaction(
      String podName, SegmentHead source, StartState state, long atTurnIndex) {
    return to(podName, new Next.Compaction(source, state, atTurnIndex));
  }

  /** To a fork of the pod's log; its id and its lease are those of the rotation. */
  public static PodRotation fork(String podName, SegmentFork fork) {
    return to(podName, new Next.Fork(fork.source(), fork.point(), fork.carried()))
        .as(fork.segmentId())
        .under(fork.lease());
  }

  private static PodRotation to(String podName, Next next) {
    return new PodRotation(podName, next, null, List.of(), null, null, null, OptionalLong.empty());
  }

  /** With an id of the caller's. */
  public PodRotation as(@Nullable UUID value) {
    return new PodRotation(podName, next, value, entries, scope, lease, writer, expectedVersion);
  }

  /** Going on with these entries. */
  public PodRotation goingOnWith(List<LogEntry> value) {
    return new PodRotation(podName, next, segmentId, value, scope, lease, writer, expectedVersion);
  }

  /** With another scope from here on. */
  public PodRotation scoped(@Nullable PodScopeSnapshot value) {
    return new PodRotation(
        podName, next, segmentId, entries, value, lease, writer, expectedVersion);
  }

  /** Only while this lease of the log that is left is held; null for none. */
  public PodRotation under(@Nullable TurnLease value) {
    return new PodRotation(
        podName, next, segmentId, entries, scope, value, writer, expectedVersion);
  }

  /** Leasing the new log to somebody. */
  public PodRotation leasedTo(@Nullable PodWriter value) {
    return new PodRotation(podName, next, segmentId, entries, scope, lease, value, expectedVersion);
  }

  /** Only if the pod still has this version. */
  public PodRotation expectingVersion(long version) {
    return new PodRotation(
        podName, next, segmentId, entries, scope, lease, writer, OptionalLong.of(version));
  }

  @Override
  public String toString() {
    return "PodRotation[%s from %s]".formatted(podName, next.from());
  }
}
