package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pod that goes on in its log.
 *
 * @param pod the pod
 * @param log its log, restored
 * @param lease the lease of the log, acquired when the log was like this; null if nobody asked for
 *     it
 */
public record ResumedPod(PodRecord pod, RestoredSegment log, @Nullable TurnLease lease) {

  /** Checks that pod and log are there. */
  public ResumedPod {
    Objects.requireNonNull(pod, "pod");
    Objects.requireNonNull(log, "log");
  }
}
