package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Healthy logs have no problem; every way of damaging one that nothing else finds is found. */
abstract class LogVerificationContract extends LogContract {

  private static final TraceEntry TRACE =
      TraceEntry.parse("{\"ts\":1,\"turn\":0,\"kind\":\"lifecycle\",\"label\":\"x\"}");

  private final SegmentAddress log = segment(1);
  private SegmentAddress fork;
  private Damage damage;

  /** A log that was cut, its fork and its compaction, and two traces. */
  @BeforeEach
  void fill() {
    damage = new Damage(database);
    segments.createSegment(log, List.of(start("S"), input("a"), turnEnd(1), input("b")));
    segments.truncate(log, 3, WriteCondition.NONE);
    segments.append(log, input("c"));
    fork = segments.forkAt(log, 1).address();
    segments.append(fork, turnEnd(-1));
    segments.createCompactedSegment(fork, StartState.EMPTY, 1);
    segments.appendTrace(log, TRACE);
    segments.appendTrace(log, TRACE);
    assertProblems();
  }

  @Test
  void findsTracesThatAreMissing() throws Exception {
    damage.run("DELETE FROM trace_entries WHERE seq = 0");
    assertProblems("trace_length traces of " + log.threadId());
    damage.run("DELETE FROM trace_entries");
    assertProblems("trace_length traces of " + log.threadId());
  }

  @Test
  void findsTracesThatNobodyCounts() throws Exception {
    damage.run("DELETE FROM trace_logs");
    assertProblems("trace_missing traces of " + log.threadId());
  }

  @Test
  void findsBeginningsOfForksInTheMiddle() throws Exception {
    damage.run("UPDATE entries SET type = 'segment_fork' WHERE type = 'user_input' AND seq = 1");
    damage.run(
        "UPDATE segments SET origin = 'branch' WHERE segment_id = '" + fork.threadId() + "'");
    assertProblems(
        "fork_mark entry " + log.threadId() + ":1", "fork_mark entry " + fork.threadId() + ":0");
  }

  @Test
  void findsTurnsWithoutACount() throws Exception {
    damage.run("UPDATE entries SET turn_id = NULL WHERE type = 'turn_end' AND turn_id <> '1'");
    assertProblems("turn_count entry " + fork.threadId() + ":1");
  }

  @Test
  void findsLogsUnderNamesThatNoLogHas() throws Exception {
    String name = " = 'x' WHERE thread_id = '" + fork.threadId() + "'";
    damage.run("UPDATE entries SET segment_id = 'x', thread_id" + name);
    damage.run("UPDATE segments SET parent_segment_id = 'x' WHERE origin = 'compaction'");
    damage.run("UPDATE segments SET segment_id = 'x', thread_id" + name);
    damage.run("UPDATE threads SET base_segment_id = 'x', head_segment_id = 'x', thread_id" + name);
    assertProblems("log_id log x");
  }

  private void assertProblems(String... expected) {
    assertThat(threadbase.verify().problems())
        .extracting(problem -> problem.code() + " " + problem.where())
        .containsExactlyInAnyOrder(expected);
  }
}

class SqliteLogVerificationTest extends LogVerificationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLogVerificationTest extends LogVerificationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
