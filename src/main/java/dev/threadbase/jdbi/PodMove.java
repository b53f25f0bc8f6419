package dev.threadbase.jdbi;

import dev.threadbase.PodException.PodChanged;
import dev.threadbase.PodException.PodInactive;
import dev.threadbase.PodException.PodMoved;
import dev.threadbase.PodException.PodPending;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.jdbi.LeaseStatements.Taken;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.ForkPoint.AtHead;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.PodRotation.Next;
import dev.threadbase.segment.PodRotation.Next.Compaction;
import dev.threadbase.segment.PodRotation.Next.First;
import dev.threadbase.segment.PodRotation.Next.Fork;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.WriteCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Moves a pod and its writer's lease to a new log, in a transaction. Locks are taken in the order
 * of leases, sessions, threads and pods.
 *
 * @param rotation where to
 * @param address the new log
 * @param leases the statements on leases
 * @param clock the clock of leases
 * @param append how entries are written
 * @param now the time of what is written
 */
record PodMove(
    PodRotation rotation,
    SegmentAddress address,
    LeaseStatements leases,
    LeaseClock clock,
    HeadAppend append,
    Instant now) {

  RotatedPod run(Handle handle) {
    SegmentAddress left = left(rotation);
    if (left != null && rotation.lease() != null) {
      LogRow.pass(handle, left, rotation.lease());
      leases.release(handle, rotation.lease());
    }
    SegmentHead head = make(handle);
    PodRow pod = point(handle);
    return new RotatedPod(pod.record(handle), head, lease(handle));
  }

  /** The log that a pod leaves; null for the first one. */
  static @Nullable SegmentAddress left(PodRotation rotation) {
    PodActiveSegmentRef from = rotation.next().from();
    return from.segmentId() == null ? null : new SegmentAddress(from.sessionId(), from.segmentId());
  }

  private SegmentHead make(Handle handle) {
    Next next = rotation.next();
    LogBirth birth;
    LogDrafts drafts;
    if (next instanceof First first) {
      LogEntry start = first.state().toEntry(millis(), first.sessionId(), null, null);
      drafts = LogDrafts.of(address, entries(start, rotation.scope()), now);
      birth = LogBirth.of(handle, address, drafts.start());
    } else if (next instanceof Compaction compaction) {
      LogRow source = source(handle, compaction.source().address());
      source.check(WriteCondition.at(compaction.source()));
      SegmentOrigin origin = origin(source, compaction.atTurnIndex());
      LogEntry start = compaction.state().toEntry(millis(), address.sessionId(), null, origin);
      drafts = LogDrafts.of(address, entries(start, scope(handle, source)), now);
      birth = LogBirth.compaction(handle, source, address, origin);
    } else {
      Fork fork = (Fork) next;
      LogRow source = source(handle, fork.source());
      // The scope that a writer had where it left the log is carried; a turn may be an older one's.
      boolean carried = fork.point() instanceof AtHead;
      PodScopeSnapshot scope = carried ? rotation.scope() : scope(handle, source);
      SegmentOrigin origin = origin(source, fork.point().atTurnIndex());
      drafts = LogDrafts.ofFork(address, origin, fork.carried(), entries(null, scope), now);
      birth = LogBirth.fork(handle, source, address, fork.point());
    }
    return birth.make(handle, append, drafts.drafts(), now);
  }

  /** The log that is left. Whoever resumes a pod locks its log too, behind its lease. */
  private LogRow source(Handle handle, SegmentAddress source) {
    LogRow row =
        LogRow.lock(handle, source).orElseThrow(() -> new SegmentNotFound(source.segmentId()));
    if (rotation.lease() == null) {
      Fence.refuseLive(handle.attach(LeaseSql.class).find(source.threadId(), clock.nanos()));
    }
    return row;
  }

  private static SegmentOrigin origin(LogRow source, long atTurnIndex) {
    return new SegmentOrigin(source.head().address().segmentId(), atTurnIndex);
  }

  private List<LogEntry> entries(@Nullable LogEntry start, @Nullable PodScopeSnapshot scope) {
    List<LogEntry> entries = new ArrayList<>();
    if (start != null) {
      entries.add(start);
    }
    if (scope != null) {
      entries.add(scope.toEntry(millis()));
    }
    entries.addAll(rotation.entries());
    return entries;
  }

  /** What the pod may touch: as it is said, else as it was in the log that it leaves. */
  private @Nullable PodScopeSnapshot scope(Handle handle, LogRow source) {
    boolean said =
        rotation.entries().stream()
            .anyMatch(
                entry ->
                    entry instanceof LogEntry.Extension extension
                        && extension.domain().equals(PodScopeSnapshot.DOMAIN));
    return said || rotation.scope() != null
        ? rotation.scope()
        : LogReader.strict(LogPath.of(handle, source))
            .restored(handle, ReplayOptions.REFERENCE)
            .state()
            .podScope();
  }

  private long millis() {
    return now.toEpochMilli();
  }

  private PodRow point(Handle handle) {
    PodActiveSegmentRef from = rotation.next().from();
    return handle
        .attach(PodSql.class)
        .move(
            rotation.podName(),
            from.sessionId().toString(),
            Objects.toString(from.segmentId(), null),
            address.threadId(),
            PodEdit.boxed(rotation.expectedVersion()),
            Instants.toNanos(now))
        .orElseThrow(() -> refusal(PodEdit.existing(handle, rotation.podName()), from));
  }

  private RuntimeException refusal(PodRow pod, PodActiveSegmentRef from) {
    long expected = rotation.expectedVersion().orElse(pod.version());
    PodActiveSegmentRef at = pod.active();
    if (expected != pod.version()) {
      return new PodChanged(pod.name(), expected, pod.version());
    }
    if (at == null) {
      return new PodInactive(pod.name());
    }
    if (at.segmentId() == null && from.segmentId() != null) {
      return new PodPending(pod.name(), at.sessionId());
    }
    return new PodMoved(
        pod.name(), from.sessionId(), from.segmentId(), at.sessionId(), at.segmentId());
  }

  private @Nullable TurnLease lease(Handle handle) {
    PodWriter writer = rotation.writer();
    if (writer == null) {
      if (rotation.lease() == null) {
        return null;
      }
      writer = PodWriter.of(rotation.lease());
    }
    return leases
        .acquire(handle, JdbiTurnLeases.request(address.threadId(), writer))
        .map(Taken::lease)
        .orElseThrow(() -> new SegmentNotFound(address.segmentId()));
  }
}
