package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pod that goes on in a new log.
 *
 * @param pod the pod, pointing at the new log
 * @param head the end of the new log
 * @param lease the lease of the new log; null if nobody asked for it
 */
public record RotatedPod(PodRecord pod, SegmentHead head, @Nullable TurnLease lease) {

  /** Checks that pod and log are there. */
  public RotatedPod {
    Objects.requireNonNull(pod, "pod");
    Objects.requireNonNull(head, "head");
  }
}
