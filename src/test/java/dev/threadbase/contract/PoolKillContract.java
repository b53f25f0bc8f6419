package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ToolCallProblem;
import dev.threadbase.process.ChattingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Processes that chat in the same channels and are killed at random: turns of a conversation never
 * overlap, what was acknowledged is stored once, every call has a result or its turn was recovered,
 * and one conversation of each channel is active.
 */
abstract class PoolKillContract extends Contract {

  private static final long SEED = 20_261_130;

  private final List<ChildJvm> children = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Random random = new Random(SEED);
  private int started;

  /** What a process said was acknowledged. */
  private record Told(String what, String channel, String conversation, String id) {}

  @Test
  void nothingOverlapsAndNothingIsLost() throws Exception {
    run(3, 8, 20, Duration.ofSeconds(4), Duration.ofMillis(700));
  }

  @Tag("campaign")
  @Test
  void nothingOverlapsAndNothingIsLostForTwoMinutes() throws Exception {
    run(10, 100, 1_000, Duration.ofMinutes(2), Duration.ofSeconds(2));
  }

  private void run(
      int processes, int channels, int restMillis, Duration time, Duration betweenKills)
      throws Exception {
    int kills = 0;
    try {
      for (int i = 0; i < processes; i++) {
        children.add(start(channels, restMillis));
      }
      children.forEach(ChildJvm::awaitReady);
      children.forEach(ChildJvm::go);
      long until = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < until) {
        ChildJvm next = start(channels, restMillis);
        children.add(next);
        TimeUnit.NANOSECONDS.sleep((long) (betweenKills.toNanos() * (0.5 + random.nextDouble())));
        kill(children.remove(random.nextInt(processes)));
        next.awaitReady().go();
        kills++;
      }
      children.forEach(this::kill);
    } finally {
      children.forEach(ChildJvm::close);
    }
    // Leases of those that were killed have run out then.
    TimeUnit.NANOSECONDS.sleep(ChattingProcess.TTL.plusMillis(200).toNanos());
    int recovered = threadbase.turns().recoverAll().size();
    List<Told> told = told();
    System.out.printf(
        "%s: %d processes, %d channels, %d s: %d chats ended, %d messages acknowledged, %d kills,"
            + " %d turns left to recover at the end%n",
        database.isPostgres() ? "postgres" : "sqlite",
        processes,
        channels,
        time.toSeconds(),
        told.stream().filter(one -> one.what.equals(ChattingProcess.ENDED)).count(),
        told.stream().filter(one -> !one.what.equals(ChattingProcess.ENDED)).count(),
        kills,
        recovered);
    check(told);
  }

  /** Kills one that is at it, which must not have failed before. */
  private void kill(ChildJvm child) {
    assertThat(child.isRunning()).isTrue();
    lines.addAll(child.kill());
    child.close();
  }

  private ChildJvm start(int channels, int restMillis) {
    return ChildJvm.start(
        ChattingProcess.class, database, channels, SEED + 100L * started++, restMillis);
  }

  private List<Told> told() {
    return lines.stream()
        .filter(line -> line.endsWith(ChattingProcess.END))
        .map(line -> line.split(" "))
        .map(words -> new Told(words[0], words[1], words[2], words[3]))
        .toList();
  }

  private void check(List<Told> told) {
    assertThat(told).isNotEmpty();
    assertThat(told.stream().filter(one -> one.what.equals(ChattingProcess.ENDED)))
        .isNotEmpty()
        // A process that gets no time for longer than its ttl is taken over.
        .allSatisfy(one -> assertThat(one.id).isIn("COMPLETED", "LEASE_LOST"));
    List<ThreadMeta> conversations = threads.listThreads(ListThreadsOptions.ALL.withArchived());
    Map<String, Set<String>> stored = new HashMap<>();
    for (ThreadMeta conversation : conversations) {
      List<Entry> path = threads.path(conversation.id());
      assertOneTurnAtATime(path);
      assertCallsAreAnswered(conversation.id(), path);
      assertThat(threadbase.leases().active(conversation.id())).isEmpty();
      assertThat(path).extracting(Entry::id).doesNotHaveDuplicates();
      stored.put(conversation.id(), path.stream().map(Entry::id).collect(Collectors.toSet()));
    }
    for (Told one : told) {
      if (!one.what.equals(ChattingProcess.ENDED)) {
        assertThat(stored.get(one.conversation)).contains(one.id);
      }
    }
    Set<String> channels = told.stream().map(Told::channel).collect(Collectors.toSet());
    for (String channel : channels) {
      ThreadMeta active = threadbase.channels().active(channel).orElseThrow();
      assertThat(threads.listThreads(ListThreadsOptions.ALL.inChannel(channel)))
          .extracting(ThreadMeta::id)
          .containsExactly(active.id());
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  /** Each turn ends before the next begins, and what it says stands in between. */
  private static void assertOneTurnAtATime(List<Entry> path) {
    String open = null;
    for (Entry entry : path) {
      TurnStatus status =
          entry.type().equals(EntryType.TURN_MARKER) ? entry.content().turnStatus() : null;
      if (TurnStatus.STARTED.equals(status)) {
        assertThat(open).as("the turn before %s", entry.id()).isNull();
        open = entry.turnId();
      } else if (status != null) {
        assertThat(entry.turnId()).isEqualTo(open);
        open = null;
      } else if (entry.role() != null) {
        assertThat(entry.turnId()).as("who says %s", entry.id()).isEqualTo(open);
      }
    }
    assertThat(open).isNull();
  }

  /** A call without a result is one of a turn that was recovered. */
  private void assertCallsAreAnswered(String id, List<Entry> path) {
    Map<String, Entry> byId = path.stream().collect(Collectors.toMap(Entry::id, one -> one));
    Set<String> recovered = new HashSet<>();
    for (Entry entry : path) {
      if (entry.type().equals(EntryType.TURN_MARKER)
          && "true".equals(entry.content().metadata().get("recoverable"))) {
        recovered.add(entry.turnId());
      }
    }
    for (ToolCallProblem problem : threadbase.contexts().check(id)) {
      assertThat(problem.kind()).isEqualTo(ToolCallProblem.Kind.DANGLING_CALL);
      assertThat(recovered).contains(byId.get(problem.entryId()).turnId());
    }
  }
}

class SqlitePoolKillTest extends PoolKillContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}

class PostgresPoolKillTest extends PoolKillContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }
}
