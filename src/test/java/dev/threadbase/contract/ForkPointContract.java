package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where forks leave their source, and what they take along. */
abstract class ForkPointContract extends LogContract {

  private final SegmentAddress log = segment(1);

  @Test
  void ofTwoTurnsWithOneCountTheFirstIsMeant() {
    segments.createSegment(
        log, List.of(start("S"), input("a"), turnEnd(1), input("b"), turnEnd(1)));
    assertThat(texts(segments.restore(fork(1)).history())).containsExactly("a");
  }

  @Test
  void aForkAtNothingHoldsWhatEveryStartSays() {
    segments.createSegment(log, List.of(start("S"), start("T"), input("a"), start("U")));
    RestoredState state = segments.restore(fork(0));
    assertThat(state.systemPrompt()).isEqualTo("T");
    assertThat(state.history()).isEmpty();
    segments.createSegment(segment(2), List.of(start("S"), start("T")));
    assertThat(segments.restore(segments.forkAt(segment(2), 0).address()).systemPrompt())
        .isEqualTo("T");
    segments.createSegment(segment(3), List.of(input("a"), turnEnd(1)));
    SegmentAddress empty = segments.forkAt(segment(3), 0).address();
    assertThat(segments.restore(empty).history()).isEmpty();
    assertThat(segments.restore(empty).sessionId()).isEqualTo(SESSION);
    assertThat(segments.readEntryCount(empty)).isEqualTo(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aSecondStartReplacesTheHistoryAndNotTheTurns() {
    segments.createSegment(log, List.of(start("S"), input("a"), turnEnd(4), start("T")));
    RestoredState state = segments.restore(log);
    assertThat(state.systemPrompt()).isEqualTo("T");
    assertThat(state.history()).isEmpty();
    assertThat(state.turnCount()).isEqualTo(4).isEqualTo(segments.turnCount(log));
    assertThat(state.userSegments()).hasSize(1);
    assertThat(state.entriesCount()).isEqualTo(4);
  }

  private void writeAnOpenRun() {
    segments.createSegment(
        log,
        List.of(
            start("S"),
            new PodScopeSnapshot(List.of(), List.of()).toEntry(1),
            new Invoke(1, Trigger.USER_SEND),
            input("a"),
            new LogEntry.LlmUsage(1, ScriptedWorker.USAGE),
            turnEnd(3)));
  }

  @Test
  void nothingIsCarriedOverThatIsNotAskedFor() {
    writeAnOpenRun();
    SegmentAddress bare = fork(3);
    RestoredState copied = segments.restore(bare);
    assertThat(copied.lastRunInterrupted()).isFalse();
    assertThat(copied.podScope()).isNull();
    assertThat(copied.extensions()).isEmpty();
    assertThat(copied.usageHistory()).isEmpty();
    assertThat(copied.userSegments()).isEmpty();
    assertThat(copied.turnCount()).isZero();
    assertThat(segments.turnCount(bare)).isEqualTo(3).isEqualTo(continued(bare));
  }

  @Test
  void whatIsAskedForIsCarriedOver() {
    writeAnOpenRun();
    SegmentAddress whole = fork(3, EnumSet.allOf(CarryOver.class));
    RestoredState carried = segments.restore(whole);
    assertThat(carried.podScope()).isNotNull();
    assertThat(carried.usageHistory()).containsExactly(ScriptedWorker.USAGE);
    assertThat(carried.userSegments()).hasSize(1);
    assertThat(carried.turnCount()).isEqualTo(3).isEqualTo(segments.turnCount(whole));
    assertThat(carried.extensions()).isEmpty();
    assertThat(carried.lastRunInterrupted()).isTrue();
    assertThat(carried.history()).isEqualTo(segments.restore(fork(3)).history());
    SegmentFork some =
        SegmentFork.at(whole, 0).carrying(Set.of(CarryOver.TURN_COUNT, CarryOver.USAGE));
    SegmentAddress nested = segments.forkAt(some, List.of()).address();
    assertThat(segments.restore(nested).turnCount()).isEqualTo(3);
    assertThat(segments.turnCount(nested)).isEqualTo(3);
    assertThat(segments.restore(nested).usageHistory()).hasSize(1);
    assertThat(segments.restore(nested).podScope()).isNull();
    assertThat(segments.restore(nested).lastRunInterrupted()).isFalse();
  }

  @Test
  void aRunWithoutAnEndIsInterruptedUnlessTheReferenceIsAsked() {
    segments.createSegment(log, List.of(start("S"), new Invoke(1, Trigger.NOTIFY), turnEnd(1)));
    assertThat(segments.restore(log).lastRunInterrupted()).isTrue();
    assertThat(segments.restored(log, ReplayOptions.REFERENCE).state().lastRunInterrupted())
        .isFalse();
    assertThat(segments.restore(fork(1)).lastRunInterrupted()).isFalse();
  }

  @Test
  void aForkGoesOnWithTheEntriesItIsGiven() {
    segments.createSegment(log, List.of(start("S"), input("a"), turnEnd(1)));
    SegmentHead head =
        segments.forkAt(SegmentFork.at(log, 1), List.of(input("b"), turnEnd(2), input("c")));
    assertThat(head).isEqualTo(segments.head(head.address()));
    assertThat(head.count()).isEqualTo(4);
    assertThat(texts(segments.restore(head.address()).history())).containsExactly("a", "b", "c");
    SegmentAddress chosen = segment(7);
    assertThat(segments.forkAt(SegmentFork.at(log, 1).as(chosen.segmentId()), List.of()).address())
        .isEqualTo(chosen);
  }

  @Test
  void anEndThatALogNeverHadIsNoForkPoint() {
    SegmentHead head = segments.createSegment(log, List.of(start("S"), input("a")));
    SegmentHead other = segments.createSegment(segment(2), List.of(start("S"), input("b")));
    var before = EveryRow.of(database);
    SegmentHead foreign = new SegmentHead(log, 2, other.entryId());
    assertThatThrownBy(() -> segments.forkAt(SegmentFork.atHead(foreign, 0), List.of()))
        .isInstanceOf(SegmentHeadMoved.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
    SegmentHead nothing = new SegmentHead(log, 0, null);
    SegmentAddress fork = segments.forkAt(SegmentFork.atHead(nothing, 0), List.of()).address();
    assertThat(segments.restore(fork).systemPrompt()).isNull();
    segments.append(log, input("later"));
    SegmentAddress early = segments.forkAt(SegmentFork.atHead(head, 0), List.of()).address();
    assertThat(texts(segments.restore(early).history())).containsExactly("a");
  }

  @Test
  void aTallyThatIsNotTheCountForksWithTheStateOfTheWriter() {
    segments.createSegment(
        log, List.of(start("S"), input("a"), answer("A"), turnEnd(1), input("foreign")));
    StartState memory = StartState.EMPTY.withSystemPrompt("mine");
    List<LogEntry> source = segments.readAll(log);
    assertThat(segments.ensureHeadOrFork(log, 5, 1, memory)).isEqualTo(segments.head(log));
    assertThat(segments.listSegments(SESSION)).hasSize(1);
    for (long tally : List.of(9L, 3L, 0L)) {
      SegmentHead fork = segments.ensureHeadOrFork(log, tally, 1, memory);
      assertThat(fork.count()).isEqualTo(1);
      SegmentStart begin = (SegmentStart) segments.readAll(fork.address()).get(0);
      assertThat(begin.forkedFrom()).isEqualTo(new SegmentOrigin(log.segmentId(), 1));
      assertThat(begin.systemPrompt()).isEqualTo("mine");
      assertThat(begin.history()).isEmpty();
      assertThat(segments.append(fork, input("b")).count()).isEqualTo(2);
    }
    assertThat(segments.readAll(log)).isEqualTo(source);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aCompactedLogHoldsItsSummaryAloneAndNamesItsSource() {
    segments.createSegment(log, List.of(start("S"), input("a"), turnEnd(12)));
    List<LogEntry> source = segments.readAll(log);
    StartState summary = StartState.EMPTY.withHistory(List.of(LoggedItem.system("[summary]")));
    SegmentHead made = segments.createCompactedSegment(log, summary, 12);
    assertThat(made.count()).isEqualTo(1);
    SegmentStart begin = (SegmentStart) segments.readAll(made.address()).get(0);
    assertThat(begin.compactedFrom()).isEqualTo(new SegmentOrigin(log.segmentId(), 12));
    assertThat(StartState.of(segments.restore(made.address()))).isEqualTo(summary);
    assertThat(segments.restore(made.address()).turnCount()).isZero();
    assertThat(segments.readAll(log)).isEqualTo(source);
    SegmentAddress fork = segments.forkAt(made.address(), 0).address();
    assertThat(texts(segments.restore(fork).history())).containsExactly("[summary]");
    segments.truncate(made.address(), 1, WriteCondition.NONE);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  /** The turn that a worker goes on from that counts across logs. */
  private long continued(SegmentAddress address) {
    ReplayOptions options = ReplayOptions.DEFAULT.withContinuedTurns(true);
    return segments.restored(address, options).state().turnCount();
  }

  private SegmentAddress fork(long turn) {
    return fork(turn, Set.of());
  }

  private SegmentAddress fork(long turn, Set<CarryOver> carried) {
    return segments.forkAt(SegmentFork.at(log, turn).carrying(carried), List.of()).address();
  }
}

class SqliteForkPointTest extends ForkPointContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresForkPointTest extends ForkPointContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
