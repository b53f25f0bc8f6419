package dev.threadbase.jdbi;

import dev.threadbase.PodException.InvalidPodName;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.PodRegistry;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.PodUpdate;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.ResumedPod;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.SegmentAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pods in SQL: each method is one read or one write, but for a resumption under a lease. */
public final class JdbiPodRegistry implements PodRegistry {

  private final Database database;
  private final Clock clock;
  private final JdbiTurnLeases leases;
  private final HeadAppend headAppend;
  private final PodResumption resumption;

  /** Takes the database, the clock of records and entries, and the leases. */
  public JdbiPodRegistry(Database database, Clock clock, JdbiTurnLeases leases) {
    this.database = database;
    this.clock = clock;
    this.leases = leases;
    this.headAppend = HeadAppend.of(database.dialect());
    this.resumption = new PodResumption(database, leases);
  }

  @Override
  public PodRecord write(PodMetadata metadata) {
    return write(metadata, PodMetadata.NOTHING_UNKNOWN);
  }

  @Override
  public PodRecord writeJson(String json) {
    return write(PodMetadata.parse(json), PodMetadata.unknownMembers(json));
  }

  private PodRecord write(PodMetadata metadata, String unknown) {
    check(metadata.podName());
    long now = now();
    return database.write(handle -> PodEdit.put(handle, metadata, unknown, now));
  }

  @Override
  public Optional<PodRecord> readByName(String podName) {
    check(podName);
    return database.snapshot(
        handle -> handle.attach(PodSql.class).find(podName).map(pod -> pod.record(handle)));
  }

  @Override
  public List<String> listNames() {
    return database.read(handle -> handle.attach(PodSql.class).names());
  }

  @Override
  public boolean deleteByName(String podName) {
    check(podName);
    return database.write(
        handle -> {
          PodSql sql = handle.attach(PodSql.class);
          if (sql.lockAlone(podName).isEmpty()) {
            return false;
          }
          sql.removeChildren(podName);
          sql.delete(podName);
          return true;
        });
  }

  @Override
  public PodRecord update(String podName, PodUpdate update) {
    check(podName);
    long now = now();
    return database.write(handle -> PodEdit.update(handle, podName, update, now));
  }

  @Override
  public RotatedPod rotate(PodRotation rotation) {
    check(rotation.podName());
    SegmentAddress left = PodMove.left(rotation);
    if (left != null) {
      Fence.check(left.threadId(), rotation.lease());
    }
    SegmentAddress address = newAddress(rotation);
    if (rotation.writer() != null) {
      JdbiTurnLeases.request(address.threadId(), rotation.writer());
    }
    if (rotation.lease() != null) {
      leases.givingBack(rotation.lease());
    }
    Instant now = clock.instant();
    PodMove move =
        new PodMove(rotation, address, leases.statements(), leases.clock(), headAppend, now);
    RotatedPod rotated = database.write(move::run);
    if (left != null) {
      leases.wake(left.threadId());
    }
    return rotated;
  }

  private static SegmentAddress newAddress(PodRotation rotation) {
    UUID given = rotation.segmentId();
    UUID id = given == null ? UUID.fromString(Ids.next()) : given;
    return new SegmentAddress(rotation.next().from().sessionId(), id);
  }

  @Override
  public ResumedPod resume(String podName, @Nullable PodWriter writer, ReplayOptions options) {
    check(podName);
    return resumption.resume(podName, writer, options);
  }

  private long now() {
    return Instants.toNanos(clock.instant());
  }

  private static void check(String podName) {
    if (!PodMetadata.isValidName(podName)) {
      throw new InvalidPodName(podName);
    }
  }
}
