package dev.threadbase.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.process.PausedProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that holds a lease is stopped with SIGSTOP until after the lease's end. */
abstract class PausedWriterContract extends Contract {

  private static final Duration TTL = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long PAUSE_NANOS = 2_000_000;

  private static final List<String> WRITES =
      List.of(
          "append",
          "append-with-id",
          "append-elsewhere",
          "batch",
          "move-leaf",
          "replace",
          "update",
          "fork",
          "finish",
          "fail",
          "delete");

  private ChildJvm child;
  private long pausedAt;

  @BeforeEach
  void pauseWriter() {
    begin("a");
    child = ChildJvm.start(PausedProcess.class, database, "a", TTL.toMillis());
    child.awaitReady();
    child.pause();
    pausedAt = System.nanoTime();
  }

  @AfterEach
  void killWriter() {
    child.close();
  }

  @Test
  void whoeverWasReplacedWritesNothing() throws InterruptedException {
    takeOverAndWrite();
    assertThat(outcomesOfEveryWrite()).containsExactlyElementsOf(allRefused());
  }

  @Test
  void whoeverWasReplacedWritesNothingAlsoWhenTheSecondIsGone() throws InterruptedException {
    TurnLease second = takeOverAndWrite();
    assertThat(threadbase.leases().release(second)).isTrue();
    assertThat(outcomesOfEveryWrite()).containsExactlyElementsOf(allRefused());
  }

  @Test
  void whoeverWasNotReplacedGoesOn() {
    TurnLease lease = threadbase.leases().status("a").orElseThrow().lease();
    awaitEndOf(lease);
    child.resume();
    child.go();
    // It is overdue until its keeper, which goes on too, has renewed it.
    assertThat(child.finish())
        .containsAnyOf("kept OVERDUE", "kept HELD")
        .contains("append done", "batch done", "fork done", "finish done")
        .endsWith("kept RELEASED false");
    assertThat(ids(threads.path("a"))).startsWith("first").endsWith("turn-ended:paused");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private TurnLease takeOverAndWrite() throws InterruptedException {
    TurnLease first = threadbase.leases().status("a").orElseThrow().lease();
    TurnLease second = threadbase.leases().acquire("a", "second", "second", LONG, PATIENCE);
    assertThat(second.acquiredAt()).isAfterOrEqualTo(first.expiresAt());
    assertThat(second.token()).isGreaterThan(first.token());
    threads.append("a", saying("third"), AppendOptions.DEFAULT.under(second));
    threads.append("a", saying("fourth"), AppendOptions.DEFAULT.under(second));
    return second;
  }

  /** What the first one says when it goes on; it must leave every table as it is. */
  private List<String> outcomesOfEveryWrite() {
    List<List<List<String>>> before = tables();
    long paused = NANOSECONDS.toMillis(System.nanoTime() - pausedAt);
    child.resume();
    child.go();
    List<String> lines = new ArrayList<>(child.finish());
    assertThat(tables()).isEqualTo(before);
    assertThat(ids(threads.path("a"))).containsExactly("first", "second", "third", "fourth");
    assertThat(threadbase.verify().problems()).isEmpty();
    List<String> stillness = List.of(lines.remove(0).split(" "));
    assertThat(stillness.get(0)).isEqualTo(PausedProcess.STOOD_STILL);
    // Half, for a signal takes its time to arrive.
    assertThat(Long.parseLong(stillness.get(1))).isGreaterThan(paused / 2);
    return lines;
  }

  private static List<String> allRefused() {
    return Stream.of(
            Stream.of("kept OVERDUE"),
            WRITES.stream().map(write -> write + " LeaseLost"),
            Stream.of("renew false", "release false", "kept LOST true"))
        .flatMap(lines -> lines)
        .toList();
  }

  private List<List<List<String>>> tables() {
    return Stream.of("sessions", "segments", "threads", "entries", "turn_leases", "lease_breaks")
        .map(table -> Sql.rows(database, "SELECT * FROM " + table + " ORDER BY 1, 2"))
        .toList();
  }

  private void awaitEndOf(TurnLease lease) {
    long began = System.nanoTime();
    while (threadbase.leases().active("a").filter(lease::isSameAs).isPresent()) {
      assertThat(System.nanoTime() - began).isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

class SqlitePausedWriterTest extends PausedWriterContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPausedWriterTest extends PausedWriterContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
