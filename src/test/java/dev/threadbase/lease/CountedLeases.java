package dev.threadbase.lease;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Leases that a test takes away and makes unreachable; each is held until then. */
final class CountedLeases implements TurnLeases {

  private final Map<String, Integer> renewals = new ConcurrentHashMap<>();
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final List<String> released = new CopyOnWriteArrayList<>();

  int renewals(String threadId) {
    return renewals.getOrDefault(threadId, 0);
  }

  List<String> released() {
    return List.copyOf(released);
  }

  void unreachable(String threadId, boolean value) {
    if (value) {
      unreachable.add(threadId);
    } else {
      unreachable.remove(threadId);
    }
  }

  void takeAway(String threadId) {
    taken.add(threadId);
  }

  @Override
  public Optional<TurnLease> renew(TurnLease lease) {
    renewals.merge(lease.threadId(), 1, Integer::sum);
    requireReachable(lease.threadId());
    if (taken.contains(lease.threadId())) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    return Optional.of(
        new TurnLease(
            lease.threadId(),
            lease.sessionId(),
            lease.turnId(),
            lease.ownerId(),
            lease.token(),
            lease.acquiredAt(),
            now,
            now.plus(Duration.between(lease.renewedAt(), lease.expiresAt()))));
  }

  private void requireReachable(String threadId) {
    if (unreachable.contains(threadId)) {
      throw new StoreUnavailable("made unreachable by a test", null);
    }
  }

  @Override
  public boolean release(TurnLease lease) {
    requireReachable(lease.threadId());
    released.add(lease.threadId());
    return true;
  }

  @Override
  public Optional<LeaseStatus> status(String threadId) {
    return Optional.empty();
  }

  @Override
  public Acquisition tryAcquire(String threadId, String turnId, String ownerId, Duration ttl) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TurnLease acquire(
      String threadId, String turnId, String ownerId, Duration ttl, Duration wait) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<TurnLease> active(String threadId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LeaseStatus> list(@Nullable String afterThreadId, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LeaseBreak> breakLease(String threadId, String brokenBy, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LeaseBreak> breaks(String threadId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<LeaseBreak> breakLease(
      String threadId, long token, String brokenBy, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<TurnLease> tryRenew(TurnLease lease) {
    return renew(lease);
  }

  @Override
  public String newOwnerId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReferenceLeases reference() {
    throw new UnsupportedOperationException();
  }
}
