package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.LogWritingProcess;
import dev.threadbase.process.LogWritingProcess.Policy;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that writes a log is killed with SIGKILL at random moments. */
abstract class SegmentCrashContract extends LogContract {

  private static final int ROUNDS = 3;
  private static final int CAMPAIGN_ROUNDS = 60;
  private static final long LONGEST_RUN_NANOS = 300_000_000;

  @Test
  void killedProcessLosesNothingAcknowledged() {
    killAgainAndAgain(ROUNDS);
  }

  @Tag("campaign")
  @Test
  void processKilledManyTimesLosesNothingAcknowledged() {
    killAgainAndAgain(CAMPAIGN_ROUNDS);
  }

  private void killAgainAndAgain(int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<WrittenBatch> acknowledged = new ArrayList<>();
    SegmentAddress log = segment(1);
    for (int round = 0; round < rounds; round++) {
      threadbase.close();
      acknowledged.addAll(writeAndKill(log, 3 * round, random.nextLong(LONGEST_RUN_NANOS)));
      segments = reopened().segments();
      List<LogEntry> entries = segments.readAll(log);
      List<WrittenBatch> held = WrittenBatch.held(entries, log.segmentId());
      WrittenBatch.assertInOrder(held);
      assertThat(held).doesNotHaveDuplicates().containsAll(acknowledged);
      // The server may still commit what the killed process had sent.
      long count = segments.readEntryCount(log);
      assertThat(count).isBetween((long) entries.size(), (long) segments.readAll(log).size());
    }
    assertThat(threadbase.verify().problems()).isEmpty();
    System.out.println("seed " + seed + ": " + rounds + " kills, " + acknowledged.size() + " kept");
  }

  /** The batches that a process saw acknowledged before it was killed. */
  private List<WrittenBatch> writeAndKill(SegmentAddress log, int firstWriter, long nanos) {
    try (ChildJvm child =
        ChildJvm.start(
            LogWritingProcess.class,
            database,
            log.sessionId(),
            log.segmentId(),
            Policy.APPEND,
            firstWriter,
            3,
            Integer.MAX_VALUE)) {
      child.awaitReady();
      child.go();
      List<String> lines = new ArrayList<>(List.of(child.readLine()));
      // The moment is random: there is nothing to wait for.
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      lines.addAll(child.kill());
      return WrittenBatch.said(lines, LogWritingProcess.ACKNOWLEDGED);
    }
  }
}

class SqliteSegmentCrashTest extends SegmentCrashContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentCrashTest extends SegmentCrashContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }
}
