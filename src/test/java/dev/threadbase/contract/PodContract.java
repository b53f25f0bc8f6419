package dev.threadbase.contract;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRegistry;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.PodSpawnedChild;
import dev.threadbase.segment.PodSpawnedScopeRule;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.ScopeRule;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.StartState;
import dev.threadbase.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What contracts of pods have in common. */
abstract class PodContract extends LogContract {

  static final Duration TTL = Duration.ofSeconds(30);
  static final PodWriter ME = new PodWriter("life 1", "me", TTL);
  static final PodWriter OTHER = new PodWriter("life 2", "other", TTL);
  static final UUID ELSEWHERE = UUID.fromString("01900000-0000-7000-8000-000000000009");
  static final StartState PROMPT = StartState.EMPTY.withSystemPrompt("Be brief.");

  final SettableClock leaseClock = new SettableClock(Instant.parse("2001-01-01T00:00:00Z"));
  PodRegistry pods;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(leaseClock);
  }

  @BeforeEach
  void openPods() {
    pods = threadbase.pods();
  }

  static PodSpawnedChild child(String name) {
    List<PodSpawnedScopeRule> scope = List.of(new PodSpawnedScopeRule("/w", "write", true));
    return new PodSpawnedChild(name, "/run/" + name, scope, "/run/parent");
  }

  static PodScopeSnapshot scope(String path) {
    ScopeRule rule = new ScopeRule(path, ScopeRule.Permission.WRITE, true);
    return new PodScopeSnapshot(List.of(rule), List.of());
  }

  static LogEntry scopeEntry(String path) {
    return scope(path).toEntry(5);
  }

  static PodActiveSegmentRef at(SegmentAddress address) {
    return PodActiveSegmentRef.active(address.sessionId(), address.segmentId());
  }

  /** A pod whose session is reserved. */
  void reserve(String name) {
    pods.write(PodMetadata.of(name, PodActiveSegmentRef.pending(SESSION)));
  }

  /** A pod that has written its first log, which begins with what it may touch. */
  RotatedPod begun(String name) {
    reserve(name);
    return pods.rotate(PodRotation.first(name, SESSION, PROMPT).scoped(scope("/w")).leasedTo(ME));
  }

  static TurnLease lease(RotatedPod rotated) {
    return Objects.requireNonNull(rotated.lease());
  }

  PodActiveSegmentRef active(String name) {
    return pods.readByName(name).orElseThrow().metadata().active();
  }
}
