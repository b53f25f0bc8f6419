package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A log is made once and never replaced, and belongs to one session. */
abstract class SegmentCreationContract extends LogContract {

  private final SegmentAddress log = segment(1);
  private final SegmentAddress elsewhere = new SegmentAddress(new UUID(0, 9), log.segmentId());

  @Test
  void aLogIsNeverMadeOverOneThatIsThere() {
    segments.createSegment(log, List.of(start("S"), input("a")));
    segments.createSegment(segment(2), List.of(start("other")));
    refusesTo(
        List.of(
            () -> segments.createSegment(log, List.of(start("T"))),
            () -> segments.createSegment(log, List.of()),
            () -> segments.createSegment(log, StartState.EMPTY),
            () -> segments.createSegment(elsewhere, List.of()),
            () ->
                segments.forkAt(
                    SegmentFork.at(segment(2), 0).as(log.segmentId()), List.of(input("x"))),
            () -> segments.forkAt(SegmentFork.at(log, 0).as(log.segmentId()), List.of())));
  }

  @Test
  void theIdOfAThreadOrOfABranchIsTakenToo() {
    begin(log.threadId());
    refusesTo(
        List.of(
            () -> segments.createSegment(log, List.of()),
            () -> segments.createSegment(elsewhere, List.of(input("a")))));
    assertThatThrownBy(() -> segments.append(log, input("a"))).isInstanceOf(SegmentNotFound.class);
    assertThat(segments.exists(log)).isFalse();
    assertThat(segments.listSessions()).isEmpty();
    segments.createSegment(segment(2), List.of(input("a"), input("b")));
    segments.truncate(segment(2), 1, WriteCondition.NONE);
    segments.append(segment(2), input("c"));
    String branch = threads.thread(segment(2).threadId()).headSegmentId();
    SegmentAddress taken = log.sibling(UUID.fromString(branch));
    assertThatThrownBy(() -> segments.createSegment(taken, List.of()))
        .isInstanceOf(SegmentExists.class);
    assertThat(segments.exists(taken)).isFalse();
    assertThat(segments.lookupSessionOf(taken.segmentId())).isEmpty();
  }

  @Test
  void theIdOfADeletedLogThatForksReferToStaysTaken() {
    segments.createSegment(log, List.of(start("S"), input("a")));
    segments.forkAt(log, 1);
    threads.deleteThread(log.threadId());
    refusesTo(
        List.of(
            () -> segments.createSegment(log, List.of(start("T"))),
            () -> segments.append(log, input("b"))));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void anAppendMakesTheLogAndTheSession() {
    SegmentHead head = segments.append(log, input("without a start"));
    assertThat(head.count()).isEqualTo(1);
    assertThat(segments.restore(log).sessionId()).isNull();
    assertThat(segments.listSessions()).containsExactly(SESSION);
    SegmentHead second =
        segments.appendAll(
            segment(2), List.of(start("S"), start("T"), input("a")), WriteCondition.atCount(0));
    assertThat(second.count()).isEqualTo(3);
    assertThat(segments.restore(segment(2)).systemPrompt()).isEqualTo("T");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void anAppendThatExpectsSomethingMakesNoLog() {
    SegmentHead head = segments.append(log, input("a"));
    List<WriteCondition> options =
        List.of(
            WriteCondition.atCount(1),
            WriteCondition.at(new SegmentHead(segment(2), 0, null)),
            WriteCondition.at(new SegmentHead(segment(2), 1, head.entryId())));
    for (WriteCondition expecting : options) {
      assertThatThrownBy(() -> segments.appendAll(segment(2), List.of(input("a")), expecting))
          .isInstanceOf(SegmentNotFound.class);
    }
    assertThatThrownBy(
            () -> segments.appendAll(segment(2), List.of(input("a")), WriteCondition.at(head)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> segments.appendAll(segment(2), List.of(), WriteCondition.NONE))
        .isInstanceOf(SegmentNotFound.class);
    assertThat(segments.listSegments(SESSION)).containsExactly(log.segmentId());
  }

  @Test
  void aLogIsWrittenUnderItsOwnSessionAlone() {
    segments.createSegment(log, List.of(start("S")));
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> segments.append(elsewhere, input("a")))
        .isInstanceOf(SegmentNotFound.class)
        .hasMessage("segment not found: " + log.segmentId());
    List<LogEntry> foreign = List.of(input("a"), start("S"));
    List<ThrowingCallable> refused =
        List.of(
            () -> segments.createSegment(segment(2).sibling(new UUID(1, 1)), foreign),
            () -> segments.appendAll(log, List.of(input("b"), other()), WriteCondition.NONE),
            () -> segments.append(segment(3), other()),
            () -> segments.createSegment(segment(3), List.of(other())),
            () -> segments.forkAt(SegmentFork.at(log, 0), List.of(other())));
    for (ThrowingCallable call : refused.subList(1, refused.size())) {
      assertThatThrownBy(call)
          .isInstanceOf(InvalidData.class)
          .hasMessageContaining(elsewhere.sessionId().toString());
    }
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void anExpectedCountIsTheWholeTruthForTheFirstEntryToo() {
    segments.appendAll(log, List.of(start("S")), WriteCondition.atCount(0));
    assertThatThrownBy(
            () -> segments.appendAll(log, List.of(start("S")), WriteCondition.atCount(0)))
        .isInstanceOfSatisfying(
            SegmentHeadMoved.class,
            moved -> {
              assertThat(moved.expectedCount()).isZero();
              assertThat(moved.actualCount()).isEqualTo(1);
            })
        .hasMessageStartingWith(
            "head of segment %s changed: expected 0 entries, current 1".formatted(log.segmentId()));
    assertThat(segments.readEntryCount(log)).isEqualTo(1);
  }

  private LogEntry other() {
    return new LogEntry.SegmentStart(
        1, elsewhere.sessionId(), null, RequestConfig.DEFAULT, List.of(), null, null);
  }

  private void refusesTo(List<ThrowingCallable> calls) {
    var before = EveryRow.of(database);
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              SegmentExists.class,
              taken -> assertThat(taken.segmentId()).isEqualTo(log.segmentId()));
    }
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }
}

class SqliteSegmentCreationTest extends SegmentCreationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentCreationTest extends SegmentCreationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
