package dev.threadbase.segment;

import dev.threadbase.PodException.InvalidPodName;
import dev.threadbase.PodException.NothingToRestore;
import dev.threadbase.PodException.PodChanged;
import dev.threadbase.PodException.PodInactive;
import dev.threadbase.PodException.PodMoved;
import dev.threadbase.PodException.PodNotFound;
import dev.threadbase.PodException.PodPending;
import dev.threadbase.PodException.ScopeMissing;
import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.LeaseLost;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pods: named workers, the log that each writes, and the pods that each has started (yoi session
 * store). A record says which log is the current one; deleting it deletes no log, and a session at
 * which a pod points is not deleted.
 *
 * <p>Every method is one read or one transaction, safe to call from any thread and process; after
 * an exception nothing was written. Updates change what they name and keep the rest, however many
 * are made at once. A name is a key: a record has the name that it is found by. Records are rows,
 * in no folder, so that there is no root to ask for.
 *
 * <p><b>One writer.</b> The writer of a log holds its turn lease, under the log's {@link
 * SegmentAddress#threadId}: {@link #resume(String, PodWriter)} acquires it, {@link #rotate} moves
 * it to the new log, and {@link dev.threadbase.lease.TurnLeases} renews it and gives it back. A
 * second writer is refused while the lease is held; a lease that was not renewed in time is taken
 * over.
 *
 * <p>Every method that is given a name throws {@link InvalidPodName} for a name that {@link
 * PodMetadata#isValidName} refuses.
 */
public interface PodRegistry {

  /**
   * Makes a record, or replaces all of the one that is there; the last writer wins. The log that it
   * points at need not be there, as in an import before the logs.
   *
   * @throws SegmentNotFound if the segment is there, in another session
   * @throws InvalidData if a text cannot be stored
   */
  PodRecord write(PodMetadata metadata);

  /**
   * The same with a record as JSON; members that this version does not know are kept.
   *
   * @throws SegmentNotFound as {@link #write}
   * @throws InvalidData if the text is not a record, or cannot be stored
   */
  PodRecord writeJson(String json);

  /** A record; empty if there is none of this name. */
  Optional<PodRecord> readByName(String podName);

  /** The names of all pods, in the order of their bytes. */
  List<String> listNames();

  /**
   * Deletes a record, if it is there. Sessions and logs stay.
   *
   * @return whether it was there
   */
  boolean deleteByName(String podName);

  /**
   * Changes what an update names.
   *
   * @return the record with the changes
   * @throws PodNotFound if there is no such pod
   * @throws PodChanged if the pod does not have the version that is expected
   * @throws SegmentNotFound if the update points the pod at a log that is not there, or is in
   *     another session
   * @throws InvalidData if a text cannot be stored
   */
  PodRecord update(String podName, PodUpdate update);

  /**
   * Points a pod at a log, or a session that is reserved; null for neither. See {@link #update}.
   */
  default PodRecord setActive(String podName, @Nullable PodActiveSegmentRef active) {
    return update(podName, PodUpdate.NOTHING.active(active));
  }

  /** Puts a child behind the others, in place of any of its name; see {@link #update}. */
  default PodRecord addChild(String podName, PodSpawnedChild child) {
    return update(podName, PodUpdate.NOTHING.withChild(child));
  }

  /** Takes the children of a name away, if there are any; see {@link #update}. */
  default PodRecord removeChild(String podName, String childName) {
    return update(podName, PodUpdate.NOTHING.withoutChild(childName));
  }

  /** Replaces all children; see {@link #update}. */
  default PodRecord setChildren(String podName, List<PodSpawnedChild> children) {
    return update(podName, PodUpdate.NOTHING.children(children));
  }

  /**
   * Has a pod go on in a new log: the log is made, the pod points at it, the lease of the old log
   * is given back and one of the new log is acquired, all or nothing. The old log stays as it is.
   *
   * <p>The writer goes on by {@link SegmentWriter#begin} at the new end, with its turn count and
   * under the new lease. One that finds that somebody else wrote its log, by a {@link
   * SegmentHeadMoved}, goes on in {@link SegmentFork#atHead} of where it left it.
   *
   * <p>The new log begins with what the pod may touch: as the rotation says, else, if no entry of
   * the rotation says it, as the old log says. Of a fork at the end that a writer left it is
   * carried; in the other cases the old log is replayed for it.
   *
   * @throws PodNotFound if there is no such pod
   * @throws PodChanged if the pod does not have the version that is expected
   * @throws PodInactive if the pod points at no session
   * @throws PodPending if the pod has no log yet that it could leave
   * @throws PodMoved if the pod is at another log or session than the rotation says
   * @throws SegmentNotFound if there is no source
   * @throws SegmentHeadMoved if the source of a summary does not end where it did, or never had the
   *     end that it is forked at
   * @throws SegmentExists if the id of the caller's is taken
   * @throws TurnNotFound if a strict fork asks for a turn that the source does not have
   * @throws LogCorrupt if the source must be replayed and cannot be
   * @throws LeaseLost if the lease is not held
   * @throws ActiveTurn if no lease is given and somebody holds that of the old log
   * @throws InvalidData if an entry cannot be stored
   */
  RotatedPod rotate(PodRotation rotation);

  /**
   * Restores the log at which a pod points, to look at or to go on without a lease.
   *
   * @throws PodNotFound if there is no such pod
   * @throws PodInactive if the pod points at no session
   * @throws PodPending if the pod has a session reserved and no log yet
   * @throws SegmentNotFound if the log is not there
   * @throws NothingToRestore if the log is empty
   * @throws ScopeMissing if the log does not say what the pod may touch; who knows it otherwise
   *     restores the log by {@link SegmentStore#restored}
   * @throws LogCorrupt if an entry cannot be read
   */
  default ResumedPod resume(String podName) {
    return resume(podName, null, ReplayOptions.DEFAULT);
  }

  /**
   * Restores the log at which a pod points, and acquires its lease: when it is acquired the pod is
   * at this log, and the log ends as it was restored.
   *
   * @throws ActiveTurn if somebody else holds the lease
   * @throws SegmentHeadMoved if somebody without the lease kept writing the log
   */
  default ResumedPod resume(String podName, PodWriter writer) {
    return resume(podName, writer, ReplayOptions.DEFAULT);
  }

  /**
   * The same with options.
   *
   * @param writer who is to have the lease; null for nobody
   */
  ResumedPod resume(String podName, @Nullable PodWriter writer, ReplayOptions options);
}
