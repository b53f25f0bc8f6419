package dev.threadbase.jdbi;

import dev.threadbase.PodException.NothingToRestore;
import dev.threadbase.PodException.PodInactive;
import dev.threadbase.PodException.PodPending;
import dev.threadbase.PodException.ScopeMissing;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.jdbi.LeaseStatements.Taken;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredSegment;
import dev.threadbase.segment.ResumedPod;
import dev.threadbase.segment.SegmentAddress;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Restores the logs of pods. A log is read before its lease is asked for, so that no writer waits
 * for the reading; what changed meanwhile is read again.
 */
final class PodResumption {

  private static final int ATTEMPTS = 5;

  private final Database database;
  private final JdbiTurnLeases leases;

  PodResumption(Database database, JdbiTurnLeases leases) {
    this.database = database;
    this.leases = leases;
  }

  ResumedPod resume(String podName, @Nullable PodWriter writer, ReplayOptions options) {
    for (int attempt = 1; ; attempt++) {
      ResumedPod seen = database.snapshot(handle -> restore(handle, podName, options));
      if (writer == null) {
        return seen;
      }
      boolean last = attempt >= ATTEMPTS;
      Optional<ResumedPod> taken = database.write(handle -> take(handle, seen, writer, last));
      if (taken.isPresent()) {
        return taken.get();
      }
    }
  }

  private static ResumedPod restore(Handle handle, String podName, ReplayOptions options) {
    PodRecord pod = PodEdit.existing(handle, podName).record(handle);
    PodActiveSegmentRef active = pod.metadata().active();
    if (active == null) {
      throw new PodInactive(podName);
    }
    if (active.segmentId() == null) {
      throw new PodPending(podName, active.sessionId());
    }
    SegmentAddress address = new SegmentAddress(active.sessionId(), active.segmentId());
    LogPath path = LogPath.of(handle, LogRow.existing(handle, address));
    RestoredSegment log = LogReader.strict(path).restored(handle, options);
    if (log.state().entriesCount() == 0) {
      throw new NothingToRestore(podName, active.segmentId());
    }
    if (log.state().podScope() == null) {
      throw new ScopeMissing(podName, active.segmentId());
    }
    return new ResumedPod(pod, log, null);
  }

  /**
   * Acquires the lease of a log that was seen; empty if the pod or the log is not as it was any
   * more. Whoever moves the pod on locks the log too, so that it is at this log while the lock is
   * held.
   *
   * @param last whether a log that has grown meanwhile is a failure
   */
  private Optional<ResumedPod> take(
      Handle handle, ResumedPod seen, PodWriter writer, boolean last) {
    SegmentAddress address = seen.log().head().address();
    String threadId = address.threadId();
    TurnLease lease =
        leases
            .statements()
            .acquire(handle, JdbiTurnLeases.request(threadId, writer))
            .map(Taken::lease)
            .orElseThrow(() -> refusal(handle, address, leases.clock()));
    LogRow log =
        LogRow.lock(handle, address).orElseThrow(() -> new SegmentNotFound(address.segmentId()));
    if (!log.head().equals(seen.log().head())) {
      if (last) {
        throw log.moved(seen.log().head());
      }
      leases.statements().release(handle, lease);
      return Optional.empty();
    }
    // Locked, so that its children are those of its row.
    Optional<PodRecord> pod =
        handle
            .attach(PodSql.class)
            .lockAlone(seen.pod().podName())
            .map(row -> row.record(handle))
            .filter(now -> Objects.equals(now.metadata().active(), seen.pod().metadata().active()));
    if (pod.isEmpty()) {
      leases.statements().release(handle, lease);
    }
    return pod.map(now -> new ResumedPod(now, seen.log(), lease));
  }

  private static RuntimeException refusal(Handle handle, SegmentAddress address, LeaseClock clock) {
    LogRow.existing(handle, address);
    String threadId = address.threadId();
    return LeaseRow.busy(threadId, handle.attach(LeaseSql.class).find(threadId, clock.nanos()));
  }
}
