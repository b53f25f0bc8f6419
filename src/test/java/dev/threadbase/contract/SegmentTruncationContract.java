package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A cut log keeps its beginning, and goes on behind it as if nothing else had been there. */
abstract class SegmentTruncationContract extends LogContract {

  private final SegmentAddress log = segment(1);
  private final List<LogEntry> six =
      List.of(start("S"), input("a"), turnEnd(1), input("b"), turnEnd(2), input("c"));

  @Test
  void theFirstEntriesStay() {
    SegmentHead whole = segments.createSegment(log, six);
    assertThat(truncate(6)).isEqualTo(whole);
    for (int count : List.of(4, 1, 0)) {
      SegmentHead cut = truncate(count);
      assertThat(cut.count()).isEqualTo(count);
      assertLogIs(six.subList(0, count));
      assertThat(segments.head(log)).isEqualTo(cut);
    }
    assertThat(segments.restore(log)).isEqualTo(RestoredState.EMPTY);
    assertThat(segments.exists(log)).isTrue();
  }

  @Test
  void aCutBehindTheEndIsRefusedInTheWordsOfTheReference() {
    segments.createSegment(log, six.subList(0, 2));
    assertThatThrownBy(() -> truncate(3))
        .isInstanceOfSatisfying(
            TruncationRefused.class,
            refused -> {
              assertThat(refused.entries()).isEqualTo(3);
              assertThat(refused.stored()).isEqualTo(2);
              assertThat(refused.child()).isNull();
            })
        .hasMessage(
            "cannot truncate segment %s to 3 entries; only 2 entries stored"
                .formatted(log.segmentId()));
    assertThatThrownBy(() -> truncate(-1)).isInstanceOf(IllegalArgumentException.class);
    assertLogIs(six.subList(0, 2));
  }

  @Test
  void aCutBelowTheBeginningOfAnotherIsRefused() {
    segments.createSegment(log, six);
    SegmentHead fork = segments.forkAt(log, 1);
    assertThatThrownBy(() -> truncate(2))
        .isInstanceOfSatisfying(
            TruncationRefused.class,
            refused -> {
              assertThat(refused.child()).isEqualTo(fork.address().threadId());
              assertThat(refused.stored()).isEqualTo(3);
            })
        .hasMessageContaining("began behind the first 3");
    assertLogIs(six);
    truncate(3);
    segments.append(log, input("d"));
    SegmentAddress second = segments.createCompactedSegment(log, StartState.EMPTY, 1).address();
    assertThatThrownBy(() -> truncate(3)).hasMessageContaining(second.threadId());
    threads.deleteThread(second.threadId());
    threads.fork(ForkOptions.of(log.threadId()).as("a thread"));
    assertThatThrownBy(() -> truncate(3)).hasMessageContaining("a thread");
    threads.deleteThread("a thread");
    truncate(3);
    assertThat(texts(segments.restore(fork.address()).history())).containsExactly("a");
  }

  @Test
  void whatBeganOnAPartThatWasCutOffBeforeIsNoObstacle() {
    SegmentHead whole = segments.createSegment(log, six);
    truncate(2);
    segments.append(log, input("d"));
    SegmentHead late = segments.forkAt(SegmentFork.atHead(whole, 2), List.of());
    assertThat(texts(segments.restore(late.address()).history())).containsExactly("a", "b", "c");
    truncate(2);
    SegmentHead early = segments.forkAt(log, 7);
    assertThatThrownBy(() -> truncate(1)).hasMessageContaining(early.address().threadId());
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aForkIsCutLikeAnyLog() {
    segments.createSegment(log, six);
    SegmentFork everything = SegmentFork.at(log, 2).carrying(EnumSet.allOf(CarryOver.class));
    SegmentAddress fork = segments.forkAt(everything, List.of(input("d"), turnEnd(9))).address();
    assertThat(segments.turnCount(fork)).isEqualTo(9);
    segments.truncate(fork, 2, WriteCondition.NONE);
    assertThat(segments.turnCount(fork)).isEqualTo(2);
    assertThat(texts(segments.restore(fork).history())).containsExactly("a", "b", "d");
    segments.truncate(fork, 0, WriteCondition.NONE);
    assertThat(segments.readAll(fork)).isEmpty();
    assertThat(segments.restore(fork)).isEqualTo(RestoredState.EMPTY);
    assertThat(segments.turnCount(fork)).isEqualTo(2);
    SegmentHead again = segments.append(fork, input("e"));
    assertThat(again.count()).isEqualTo(1);
    assertThat(segments.readAll(fork)).containsExactly(input("e"));
    assertThat(texts(segments.restore(fork).history())).containsExactly("e");
    assertThat(segments.restore(fork).turnCount()).isZero();
    SegmentAddress nested = segments.forkAt(fork, 5).address();
    assertThat(texts(segments.restore(nested).history())).containsExactly("e");
    SegmentFork counted = SegmentFork.at(fork, 5).carrying(EnumSet.of(CarryOver.TURN_COUNT));
    nested = segments.forkAt(counted, List.of()).address();
    assertThat(segments.turnCount(nested)).isEqualTo(2);
    assertThat(segments.restore(nested).turnCount()).isEqualTo(2);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aLogThatIsCutAgainAndAgainIsReadAndForkedAsOne() {
    segments.createSegment(log, six);
    truncate(4);
    segments.appendAll(log, List.of(turnEnd(7), input("d"), input("e")), WriteCondition.NONE);
    truncate(6);
    segments.appendAll(log, List.of(turnEnd(9), input("f")), WriteCondition.NONE);
    truncate(5);
    SegmentHead head = segments.append(log, turnEnd(11));
    List<LogEntry> expected =
        List.of(six.get(0), six.get(1), six.get(2), six.get(3), turnEnd(7), turnEnd(11));
    assertLogIs(expected);
    assertThat(head.count()).isEqualTo(6);
    assertThat(segments.read(log, 3, 5))
        .extracting(LogRecord::entry)
        .isEqualTo(expected.subList(3, 5));
    assertThat(segments.turnCount(log)).isEqualTo(11).isEqualTo(segments.restore(log).turnCount());
    SegmentAddress fork = segments.forkAt(SegmentFork.strictlyAt(log, 7), List.of()).address();
    assertThat(texts(segments.restore(fork).history())).containsExactly("a", "b");
    assertThatThrownBy(() -> segments.forkAt(SegmentFork.strictlyAt(log, 9), List.of()))
        .hasMessageContaining("count 9");
    assertThatThrownBy(() -> segments.forkAt(SegmentFork.strictlyAt(log, 2), List.of()))
        .hasMessageContaining("count 2");
    assertThat(segments.appendAll(log, List.of(input("g")), WriteCondition.atCount(6)).count())
        .isEqualTo(7);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aLogThatWasCutAndHasGrownAgainIsAnotherOne() {
    SegmentHead whole = segments.createSegment(log, six);
    truncate(5);
    SegmentHead regrown = segments.append(log, six.get(5));
    assertThat(regrown.count()).isEqualTo(whole.count());
    assertThatThrownBy(() -> segments.append(whole, input("x")))
        .isInstanceOfSatisfying(
            SegmentHeadMoved.class,
            moved -> {
              assertThat(moved.expectedCount()).isEqualTo(6);
              assertThat(moved.actualCount()).isEqualTo(6);
              assertThat(moved.expectedLeafId()).isEqualTo(whole.entryId());
              assertThat(moved.actualLeafId()).isEqualTo(regrown.entryId());
            });
    assertThatThrownBy(() -> segments.truncate(log, 1, WriteCondition.at(whole)))
        .isInstanceOf(SegmentHeadMoved.class);
    assertThatThrownBy(() -> segments.truncate(log, 1, WriteCondition.atCount(5)))
        .isInstanceOf(SegmentHeadMoved.class)
        .hasMessageContaining("expected 5 entries, current 6");
    assertLogIs(six);
    assertThat(segments.truncate(log, 1, WriteCondition.at(regrown)).head().count()).isEqualTo(1);
  }

  private SegmentHead truncate(long entries) {
    return segments.truncate(log, entries, WriteCondition.NONE).head();
  }

  private void assertLogIs(List<LogEntry> expected) {
    assertThat(segments.readAll(log)).isEqualTo(expected);
    assertThat(segments.read(log, 0, 99))
        .extracting(LogRecord::position)
        .isEqualTo(LongStream.range(0, expected.size()).boxed().toList());
    assertThat(segments.readEntryCount(log)).isEqualTo(expected.size());
    assertThat(segments.tree(SESSION).segments())
        .filteredOn(info -> info.address().equals(log))
        .singleElement()
        .satisfies(info -> assertThat(info.entries()).isEqualTo(expected.size()));
    assertThat(segments.restore(log).entriesCount()).isEqualTo(expected.size());
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void noForkOfTheThreadIsMadeBehindACut() {
    List<LogEntry> entries = List.of(start("S"), input("a"), turnEnd(1), input("b"), turnEnd(2));
    for (int round = 0; round < 100; round++) {
      SegmentAddress source = new SegmentAddress(SESSION, UUID.randomUUID());
      segments.createSegment(source, entries);
      String fork = "fork " + round;
      Crowd.run(
          2,
          number -> {
            try {
              if (number == 0) {
                segments.truncate(source, 3, WriteCondition.NONE);
              } else {
                threads.fork(ForkOptions.of(source.threadId()).as(fork));
              }
            } catch (TruncationRefused before) {
              assertThat(number).isZero();
            }
            return number;
          });
      assertThat(threads.path(fork)).hasSize((int) segments.readEntryCount(source));
    }
  }
}

class SqliteSegmentTruncationTest extends SegmentTruncationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentTruncationTest extends SegmentTruncationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
