package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Logs are written, read, listed and found (yoi session store, its store tests). */
abstract class SegmentStoreContract extends LogContract {

  private static final UUID LATER = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final UUID HIGHEST = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");

  private final SegmentAddress log = segment(1);

  @Test
  void whatIsAppendedComesBackAndReplays() {
    RequestConfig config = RequestConfig.DEFAULT.withMaxTokens(1024L);
    List<LogEntry> entries =
        List.of(
            new SegmentStart(1, SESSION, "Be brief.", config, List.of(), null, null),
            input("Hello"),
            answer("Hi"),
            turnEnd(1),
            new RunCompleted(5, false, RunResult.FINISHED));
    entries.forEach(entry -> segments.append(log, entry));
    assertThat(segments.readAll(log)).isEqualTo(entries);
    RestoredState state = segments.restore(log);
    assertThat(state.sessionId()).isEqualTo(SESSION);
    assertThat(state.systemPrompt()).isEqualTo("Be brief.");
    assertThat(state.config()).isEqualTo(config);
    assertThat(texts(state.history())).containsExactly("Hello", "Hi");
    assertThat(state.turnCount()).isEqualTo(1);
    assertThat(state.lastRunInterrupted()).isFalse();
    assertThat(state.entriesCount()).isEqualTo(5);
    assertThat(segments.restoreBySegment(log.segmentId())).isEqualTo(state);
  }

  @Test
  void aLogIsMadeWithAllItsEntries() {
    StartState state =
        StartState.EMPTY.withHistory(List.of(LoggedItem.user("a"), LoggedItem.assistant("b")));
    SegmentHead made = segments.createSegment(log, state);
    assertThat(made.count()).isEqualTo(1);
    assertThat(segments.head(log)).isEqualTo(made);
    List<LogEntry> read = segments.readAll(log);
    assertThat(read).hasSize(1);
    assertThat(texts(((SegmentStart) read.get(0)).history())).containsExactly("a", "b");
    SegmentHead own = segments.createSegment(state);
    assertThat(own.address().sessionId()).isNotEqualTo(own.address().segmentId());
    assertThat(own.address().segmentId().version()).isEqualTo(7);
    assertThat(segments.exists(own.address())).isTrue();
  }

  @Test
  void sessionsAndTheirLogsAreListedNewestFirst() {
    assertThat(segments.listSessions()).isEmpty();
    assertThat(segments.listSegments(SESSION)).isEmpty();
    List<SegmentAddress> made =
        List.of(
            segment(2),
            segment(1),
            segment(3),
            new SegmentAddress(HIGHEST, HIGHEST),
            new SegmentAddress(LATER, new UUID(0, 7)));
    made.forEach(address -> segments.createSegment(address, List.of()));
    begin("a plain thread");
    assertThat(segments.listSessions()).containsExactly(HIGHEST, LATER, SESSION);
    assertThat(segments.listSegments(SESSION))
        .containsExactly(segment(3).segmentId(), segment(2).segmentId(), segment(1).segmentId());
    assertThat(segments.listSegments(LATER)).containsExactly(new UUID(0, 7));
    assertThat(segments.listSegments(new UUID(1, 1))).isEmpty();
  }

  @Test
  void aLogExistsFromItsFirstEntryOn() {
    assertThat(segments.exists(log)).isFalse();
    segments.append(log, start(null));
    assertThat(segments.exists(log)).isTrue();
    assertThat(segments.exists(new SegmentAddress(LATER, log.segmentId()))).isFalse();
    assertThat(segments.exists(segment(2))).isFalse();
  }

  @Test
  void aLogThatIsNotThereIsNotFound() {
    segments.append(log, start(null));
    SegmentAddress elsewhere = new SegmentAddress(LATER, log.segmentId());
    for (SegmentAddress gone : List.of(segment(2), elsewhere)) {
      List<ThrowingCallable> calls =
          List.of(
              () -> segments.readAll(gone),
              () -> segments.read(gone, 0, 1),
              () -> segments.readLeniently(gone),
              () -> segments.stream(gone).toList(),
              () -> segments.head(gone),
              () -> segments.readEntryCount(gone),
              () -> segments.turnCount(gone),
              () -> segments.restore(gone),
              () -> segments.forkAt(gone, 0),
              () -> segments.ensureHeadOrFork(gone, 0, 0, StartState.EMPTY),
              () -> segments.createCompactedSegment(gone, StartState.EMPTY, 0),
              () -> segments.truncate(gone, 0, WriteCondition.NONE));
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call)
            .isInstanceOf(SegmentNotFound.class)
            .hasMessage("segment not found: " + gone.segmentId());
      }
    }
    assertThatThrownBy(() -> segments.restoreBySegment(segment(2).segmentId()))
        .isInstanceOf(SegmentNotFound.class);
    assertThat(segments.listSegments(SESSION)).containsExactly(log.segmentId());
  }

  @Test
  void tracesAreKeptBesideTheLog() {
    List<TraceEntry> traces =
        List.of(
            TraceEntry.parse(
                "{\"ts\":1,\"turn\":0,\"llm_call\":2,\"kind\":\"stream_event\",\"event\":{\"Ping\":{}}}"),
            TraceEntry.parse(
                "{\"ts\":18446744073709551615,\"turn\":18446744073709551615,"
                    + "\"kind\":\"lifecycle\",\"label\":\"x\"}"));
    assertThat(segments.readTraces(log)).isEmpty();
    segments.appendTrace(log, traces.get(0));
    assertThat(segments.exists(log)).isFalse();
    segments.append(log, start(null));
    segments.appendTrace(log, traces.get(1));
    assertThat(segments.readTraces(log)).isEqualTo(traces);
    assertThat(segments.readAll(log)).containsExactly(start(null));
    assertThat(segments.readTraces(segment(2))).isEmpty();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void theCountOfEntriesIsThatOfTheAppends() {
    assertThat(segments.append(log, start(null)).count()).isEqualTo(1);
    assertThat(segments.append(log, input("a")).count()).isEqualTo(2);
    assertThat(segments.readEntryCount(log)).isEqualTo(2);
    assertThat(segments.tree(SESSION).segments().get(0).entries()).isEqualTo(2);
  }

  @Test
  void theSessionOfALogIsFoundByItsIdAlone() {
    assertThat(segments.lookupSessionOf(log.segmentId())).isEmpty();
    segments.append(log, start(null));
    assertThat(segments.lookupSessionOf(log.segmentId())).contains(SESSION);
  }

  @Test
  void anEmptyLogIsThereAndHoldsNothing() {
    SegmentHead made = segments.createSegment(log, List.of());
    assertThat(made).isEqualTo(new SegmentHead(log, 0, null)).isEqualTo(segments.head(log));
    assertThat(segments.readAll(log)).isEmpty();
    assertThat(segments.stream(log)).isEmpty();
    assertThat(segments.restore(log)).isEqualTo(RestoredState.EMPTY);
    assertThat(segments.turnCount(log)).isZero();
    SegmentHead fork = segments.forkAt(log, 0);
    RestoredState state = segments.restore(fork.address());
    assertThat(state.sessionId()).isEqualTo(SESSION);
    assertThat(state.systemPrompt()).isNull();
    assertThat(state.history()).isEmpty();
    assertThat(segments.append(made, input("a")).count()).isEqualTo(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void partsOfALogAreReadByPosition() {
    int length = 1_203;
    segments.createSegment(log, List.of(start("S"), input("in the source"), turnEnd(1)));
    SegmentAddress fork = segments.forkAt(log, 1).address();
    List<LogEntry> more =
        IntStream.range(1, length)
            .mapToObj(i -> input("text " + i))
            .map(LogEntry.class::cast)
            .toList();
    segments.appendAll(fork, more, WriteCondition.NONE);
    List<LogRecord> all = segments.read(fork, 0, Long.MAX_VALUE);
    assertThat(all).extracting(LogRecord::position).isEqualTo(positions(0, length));
    assertThat(texts(((SegmentStart) all.get(0).entry()).history()))
        .containsExactly("in the source");
    assertThat(all.subList(1, length)).extracting(LogRecord::entry).isEqualTo(more);
    assertThat(all).allMatch(each -> each.json().equals(each.entry().toJson()));
    assertThat(segments.stream(fork)).isEqualTo(all);
    assertThat(segments.read(fork, 498, 503)).isEqualTo(all.subList(498, 503));
    assertThat(segments.read(fork, 1_200, 5_000)).isEqualTo(all.subList(1_200, length));
    assertThat(segments.read(fork, length, length + 1)).isEmpty();
    assertThat(segments.read(fork, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
    assertThat(segments.read(fork, 7, 7)).isEmpty();
    assertThatThrownBy(() -> segments.read(fork, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> segments.read(fork, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Long> positions(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> (long) i).toList();
  }
}

class SqliteSegmentStoreTest extends SegmentStoreContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentStoreTest extends SegmentStoreContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
