package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.LeaseStatus.State;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.process.DyingProcess;
import dev.threadbase.process.RecoveringProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.TurnStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A process is killed with SIGKILL in the middle of its turns. */
abstract class DeadWriterContract extends Contract {

  private static final Duration TTL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int INSTANCES = 10;
  private static final int LINES = 10;
  private static final long PAUSE_NANOS = 2_000_000;
  private static final List<String> THREADS =
      IntStream.range(0, 8).mapToObj(number -> "t" + number).toList();

  @Test
  void theNextInstanceTakesOverWhenTheTtlRanOutAndNotBefore() throws InterruptedException {
    begin("a");
    List<String> acknowledged = killInTheMiddle(List.of("a"));
    TurnLease dead = threadbase.leases().status("a").orElseThrow().lease();
    assertThat(dead.renewedAt()).isAfter(dead.acquiredAt());
    assertThat(dead.ttl()).isEqualTo(TTL);
    TurnLease next = takenOver(dead);
    assertThat(next.acquiredAt()).isAfterOrEqualTo(dead.renewedAt().plus(TTL));
    assertThat(next.token()).isGreaterThan(dead.token());
    assertThat(threadbase.leases().release(next)).isTrue();
    Turn turn = threadbase.turns().start(TurnStart.of("a", "next", "next"));
    assertThat(turn.recovered())
        .extracting(RecoveredTurn::turnId)
        .containsExactly(DyingProcess.TURN);
    assertEndedOnce("a", acknowledged);
  }

  @Test
  void aTurnThatWaitsBeginsAsSoonAsTheTtlRanOut() throws InterruptedException {
    begin("a");
    List<String> acknowledged = killInTheMiddle(List.of("a"));
    TurnLease dead = threadbase.leases().status("a").orElseThrow().lease();
    Turn turn = threadbase.turns().start(TurnStart.of("a", "next", "next"), PATIENCE);
    assertThat(turn.lease().acquiredAt()).isAfterOrEqualTo(dead.renewedAt().plus(TTL));
    assertThat(turn.recovered()).hasSize(1);
    assertEndedOnce("a", acknowledged);
  }

  @Test
  void tenInstancesThatRecoverAtTheSameTimeEndEachTurnOnce() {
    THREADS.forEach(this::begin);
    List<String> acknowledged = killInTheMiddle(THREADS);
    awaitExpiry();
    List<Threadbase> instances =
        IntStream.range(0, INSTANCES)
            .mapToObj(number -> Threadbase.open(database.config().readers(2)))
            .toList();
    try {
      List<String> recovered =
          Crowd.run(INSTANCES, number -> recover(instances.get(number), number)).stream()
              .flatMap(List::stream)
              .map(RecoveredTurn::threadId)
              .toList();
      assertThat(recovered).containsExactlyInAnyOrderElementsOf(THREADS);
    } finally {
      instances.forEach(Threadbase::close);
    }
    THREADS.forEach(threadId -> assertEndedOnce(threadId, acknowledged));
    assertThat(threadbase.turns().recoverAll()).isEmpty();
  }

  @Test
  void processesThatRecoverAtTheSameTimeEndEachTurnOnce() {
    THREADS.forEach(this::begin);
    List<String> acknowledged = killInTheMiddle(THREADS);
    List<ChildJvm> children =
        Stream.generate(() -> ChildJvm.start(RecoveringProcess.class, database)).limit(3).toList();
    try {
      children.forEach(ChildJvm::awaitReady);
      awaitExpiry();
      children.forEach(ChildJvm::go);
      assertThat(children.stream().flatMap(child -> child.finish().stream()).toList())
          .containsExactlyInAnyOrderElementsOf(THREADS);
    } finally {
      children.forEach(ChildJvm::close);
    }
    THREADS.forEach(threadId -> assertEndedOnce(threadId, acknowledged));
  }

  /** Half of them look everywhere, half of them look at each thread, from either end. */
  private static List<RecoveredTurn> recover(Threadbase instance, int number) {
    if (number % 2 == 0) {
      return instance.turns().recoverAll();
    }
    return IntStream.range(0, THREADS.size())
        .map(place -> number % 4 == 1 ? place : THREADS.size() - 1 - place)
        .mapToObj(place -> instance.turns().recover(THREADS.get(place)))
        .flatMap(List::stream)
        .toList();
  }

  /** Returns what was acknowledged in every thread. */
  private List<String> killInTheMiddle(List<String> threadIds) {
    Object[] arguments = Stream.concat(Stream.of(TTL.toMillis()), threadIds.stream()).toArray();
    try (ChildJvm child = ChildJvm.start(DyingProcess.class, database, arguments)) {
      child.awaitReady();
      child.go();
      // It is killed after it renewed, in the middle of its work.
      awaitRenewal(threadIds);
      List<String> before = Stream.generate(child::readLine).limit(LINES).toList();
      return Stream.concat(before.stream(), child.kill().stream()).toList();
    }
  }

  private void awaitRenewal(List<String> threadIds) {
    await(
        () ->
            threadIds.stream()
                .map(threadId -> threadbase.leases().status(threadId).orElseThrow().lease())
                .allMatch(lease -> lease.renewedAt().isAfter(lease.acquiredAt())));
  }

  private void awaitExpiry() {
    await(
        () ->
            THREADS.stream()
                .map(threadId -> threadbase.leases().status(threadId).orElseThrow())
                .map(LeaseStatus::state)
                .allMatch(state -> state == State.EXPIRED));
  }

  /** Asks again and again; the holder is in the way until it is not. */
  private TurnLease takenOver(TurnLease dead) {
    TurnLease[] taken = new TurnLease[1];
    await(
        () -> {
          Acquisition outcome =
              threadbase.leases().tryAcquire("a", "over", "over", Duration.ofMinutes(1));
          if (outcome instanceof Acquisition.Acquired acquired) {
            taken[0] = acquired.lease();
            return true;
          }
          assertThat(((Acquisition.Busy) outcome).holder().isSameAs(dead)).isTrue();
          return false;
        });
    return taken[0];
  }

  private static void await(Condition condition) {
    long began = System.nanoTime();
    while (!condition.holds()) {
      assertThat(System.nanoTime() - began).isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private void assertEndedOnce(String threadId, List<String> acknowledged) {
    List<Entry> path = threads.path(threadId);
    assertThat(ids(path)).containsAll(acknowledged);
    List<Entry> failures =
        path.stream().filter(entry -> entry.type().equals(EntryType.RUN_FAILURE)).toList();
    assertThat(ids(failures)).containsExactly("turn-failure:" + DyingProcess.TURN);
    List<Content> ends =
        path.stream()
            .filter(entry -> entry.type().equals(EntryType.TURN_MARKER))
            .map(entry -> Content.parse(entry.payload()))
            .filter(marker -> marker.turnStatus().isTerminal())
            .toList();
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).turnStatus()).isEqualTo(TurnStatus.ABORTED);
    assertThat(ends.get(0).metadata()).containsEntry("recoverable", "true");
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}

class SqliteDeadWriterTest extends DeadWriterContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}

class PostgresDeadWriterTest extends DeadWriterContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
