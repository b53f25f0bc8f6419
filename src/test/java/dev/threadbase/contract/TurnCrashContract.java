package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.LeaseStatus.State;
import dev.threadbase.process.TurningProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.RecoveredTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that begins and ends turns is killed with SIGKILL at random moments. */
abstract class TurnCrashContract extends Contract {

  private static final int ROUNDS = 3;
  private static final int CAMPAIGN_ROUNDS = 60;
  private static final int THREADS_PER_ROUND = 2;
  private static final long LONGEST_RUN_NANOS = 300_000_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  // Behind the end of every lease that a killed process held.
  private final SettableClock clock = new SettableClock(Instant.now().plus(Duration.ofHours(1)));

  private int turns;
  private int open;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @Test
  void killedProcessLeavesNoHalfTurn() {
    killAgainAndAgain(ROUNDS);
  }

  @Tag("campaign")
  @Test
  void processKilledManyTimesLeavesNoHalfTurn() {
    killAgainAndAgain(CAMPAIGN_ROUNDS);
  }

  private void killAgainAndAgain(int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      List<String> threadIds = new ArrayList<>();
      for (int number = 0; number < THREADS_PER_ROUND; number++) {
        threadIds.add(begin("t" + round + "-" + number).id());
      }
      threadbase.close();
      List<String> told = turnAndKill(threadIds, random.nextLong(LONGEST_RUN_NANOS));
      awaitNobodyConnected();
      reopened();
      threadIds.forEach(threadId -> assertWholeTurns(threadId, told));
      assertThat(threadbase.verify().problems()).isEmpty();
    }
    System.out.printf(
        "seed %d: %d kills, %d turns begun, %d of them open%n", seed, rounds, turns, open);
    assertThat(turns).isGreaterThan(rounds);
  }

  /** The whole lines that a process printed before it was killed. */
  private List<String> turnAndKill(List<String> threadIds, long nanos) {
    try (ChildJvm child = ChildJvm.start(TurningProcess.class, database, threadIds.toArray())) {
      child.awaitReady();
      child.go();
      List<String> lines = new ArrayList<>(List.of(child.readLine()));
      // The moment is random: there is nothing to wait for.
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      lines.addAll(child.kill());
      return lines.stream().filter(line -> line.endsWith(TurningProcess.END)).toList();
    }
  }

  /** A server may be at the last statement of a dead client for a moment. */
  private void awaitNobodyConnected() {
    long began = System.nanoTime();
    while (database.isPostgres()
        && Sql.number(
                database,
                "SELECT COUNT(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
            > 0) {
      assertThat(System.nanoTime() - began).isLessThan(PATIENCE_NANOS);
    }
  }

  private void assertWholeTurns(String threadId, List<String> told) {
    Map<String, List<String>> entries = entriesOfTurns(threads.path(threadId));
    List<String> unended =
        entries.keySet().stream()
            .filter(turnId -> !entries.get(turnId).contains("turn-ended:" + turnId))
            .toList();
    entries.forEach(TurnCrashContract::assertWholeTurn);
    assertThat(entries.keySet()).containsAll(turns(told, TurningProcess.STARTED, threadId));
    assertThat(entries.keySet().stream().filter(turnId -> !unended.contains(turnId)))
        .containsAll(turns(told, TurningProcess.ENDED, threadId));
    assertLeaseFits(threadId, entries.keySet().stream().toList(), unended);
    assertThat(threadbase.turns().recover(threadId))
        .extracting(RecoveredTurn::turnId)
        .containsExactlyElementsOf(unended);
    assertThat(threadbase.turns().recover(threadId)).isEmpty();
    turns += entries.size();
    open += unended.size();
  }

  /** The ids of the entries of each turn, which must follow each other. */
  private static Map<String, List<String>> entriesOfTurns(List<Entry> path) {
    Map<String, List<String>> turns = new LinkedHashMap<>();
    String last = "";
    for (Entry entry : path) {
      String turn = String.valueOf(entry.turnId());
      assertThat(turn.equals(last) || !turns.containsKey(turn)).isTrue();
      turns.computeIfAbsent(turn, id -> new ArrayList<>()).add(entry.id());
      last = turn;
    }
    return turns;
  }

  private static void assertWholeTurn(String turnId, List<String> ids) {
    assertThat(ids).startsWith("turn-started:" + turnId, "turn-message:" + turnId);
    boolean ended = ids.contains("turn-ended:" + turnId);
    boolean failed = ids.contains("turn-failure:" + turnId);
    assertThat(failed).isEqualTo(ended && ids.size() == 5);
    assertThat(ids.size()).isLessThanOrEqualTo(failed ? 5 : 4);
    if (ended) {
      assertThat(ids).endsWith("turn-ended:" + turnId).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  /** Only the last turn can be open; then its lease is not given back, and else it is. */
  private void assertLeaseFits(String threadId, List<String> turnIds, List<String> unended) {
    Optional<LeaseStatus> status = threadbase.leases().status(threadId);
    if (turnIds.isEmpty()) {
      assertThat(status).isEmpty();
      return;
    }
    String last = turnIds.get(turnIds.size() - 1);
    LeaseStatus lease = status.orElseThrow();
    assertThat(lease.lease().turnId()).isEqualTo(last);
    assertThat(lease.unfinished()).isEqualTo(!unended.isEmpty());
    assertThat(lease.state()).isEqualTo(unended.isEmpty() ? State.FREE : State.EXPIRED);
    assertThat(unended).isSubsetOf(last);
  }

  private static List<String> turns(List<String> told, String what, String threadId) {
    String start = what + " " + threadId + " ";
    return told.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length(), line.length() - TurningProcess.END.length()))
        .toList();
  }
}

class SqliteTurnCrashTest extends TurnCrashContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}

class PostgresTurnCrashTest extends TurnCrashContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }
}
