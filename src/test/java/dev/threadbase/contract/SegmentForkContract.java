package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.ConfigChanged;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forks of logs read as if they began with a copy, and leave their source as it is. */
abstract class SegmentForkContract extends LogContract {

  private final SegmentAddress source = segment(1);

  private SegmentHead write() {
    return segments.createSegment(
        source,
        List.of(
            start("S"),
            input("a"),
            answer("A"),
            turnEnd(1),
            new LlmUsage(5, new UsageRecord(3, 1000, 800, 100, 42)),
            new RunCompleted(6, true, RunResult.FINISHED),
            new ConfigChanged(7, RequestConfig.DEFAULT.withMaxTokens(7L)),
            input("b"),
            answer("B"),
            turnEnd(3),
            input("tail")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', ",
    "1, 'a,A', ",
    "2, 'a,A,b,B,tail', 7",
    "3, 'a,A,b,B', 7",
    "9, 'a,A,b,B,tail', 7"
  })
  void aForkBeginsWithWhatWasSaidUpToItsTurn(long turn, String history, Long maxTokens) {
    write();
    SegmentHead fork = segments.forkAt(source, turn);
    RestoredState state = segments.restore(fork.address());
    assertThat(String.join(",", texts(state.history()))).isEqualTo(history);
    assertThat(state.config().maxTokens()).isEqualTo(maxTokens);
    assertThat(state.systemPrompt()).isEqualTo("S");
    assertThat(state.turnCount()).isZero();
    assertThat(state.lastRunInterrupted()).isFalse();
    assertThat(state.usageHistory()).isEmpty();
    assertThat(state.extensions()).isEmpty();
    assertThat(state.userSegments()).isEmpty();
    assertThat(state.entriesCount()).isEqualTo(1);
    List<LogEntry> log = segments.readAll(fork.address());
    assertThat(log).hasSize(1);
    assertThat(((SegmentStart) log.get(0)).forkedFrom())
        .isEqualTo(new SegmentOrigin(source.segmentId(), turn));
    assertThat(segments.readEntryCount(source)).isEqualTo(11);
  }

  @Test
  void aStrictForkRefusesATurnThatIsNotThere() {
    write();
    assertThatThrownBy(() -> segments.forkAt(SegmentFork.strictlyAt(source, 2), List.of()))
        .isInstanceOf(TurnNotFound.class);
    assertThat(segments.listSegments(SESSION)).containsExactly(source.segmentId());
  }

  @Test
  void aForkOfAForkRefersToTheForkAlone() {
    write();
    SegmentHead parent = segments.forkAt(source, 1);
    SegmentHead first = segments.forkAt(parent.address(), 0);
    SegmentHead second = segments.forkAt(parent.address(), 1);
    assertThat(texts(segments.restore(first.address()).history())).containsExactly("a", "A");
    assertThat(texts(segments.restore(second.address()).history())).containsExactly("a", "A");
    assertThat(segments.tree(SESSION).ancestors(first.address().segmentId()))
        .extracting(log -> log.segmentId())
        .containsExactly(parent.address().segmentId(), source.segmentId());
    assertThat(segments.readEntryCount(source)).isEqualTo(11);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void theRightSegmentInAnotherSessionIsNotFound() {
    write();
    SegmentAddress elsewhere = new SegmentAddress(new UUID(0, 0), source.segmentId());
    assertThatThrownBy(() -> segments.forkAt(elsewhere, 0))
        .isInstanceOf(SegmentNotFound.class)
        .hasMessage("segment not found: " + source.segmentId());
  }

  @Test
  void aWriterWhoseLogHasAnotherLengthGetsALogOfItsOwn() {
    write();
    StartState state = StartState.of(segments.restore(source));
    assertThat(segments.ensureHeadOrFork(source, 11, 3, state).address()).isEqualTo(source);
    SegmentHead fork = segments.ensureHeadOrFork(source, 9, 3, state);
    assertThat(fork.address()).isNotEqualTo(source);
    assertThat(fork.count()).isEqualTo(1);
    assertThat(texts(segments.restore(fork.address()).history())).hasSize(5);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aCutLogGoesOnBehindTheCut() {
    SegmentHead before = write();
    segments.truncate(source, 4, WriteCondition.NONE);
    SegmentHead after = segments.append(source, input("c"));
    assertThat(after.count()).isEqualTo(5);
    segments.append(source, input("d"));
    assertThat(texts(segments.restore(source).history())).containsExactly("a", "A", "c", "d");
    assertThatThrownBy(() -> segments.append(before, input("e")))
        .isInstanceOf(SegmentHeadMoved.class);
    SegmentHead fork = segments.forkAt(SegmentFork.atHead(before, 3), List.of(input("e")));
    assertThat(texts(segments.restore(fork.address()).history()))
        .containsExactly("a", "A", "b", "B", "tail", "e");
    segments.truncate(source, 0, WriteCondition.NONE);
    assertThat(segments.readAll(source)).isEmpty();
    segments.append(source, input("x"));
    assertThat(segments.readAll(source)).hasSize(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}

class SqliteSegmentForkTest extends SegmentForkContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentForkTest extends SegmentForkContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
