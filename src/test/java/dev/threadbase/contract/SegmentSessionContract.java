package dev.threadbase.contract;

import static dev.threadbase.contract.ScriptedWorker.calls;
import static dev.threadbase.contract.ScriptedWorker.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.ConfigChanged;
import dev.threadbase.segment.LogEntry.Kind;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.Replay;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.SystemItem;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's runs are logged, restored, forked and kept apart (yoi session store). */
abstract class SegmentSessionContract extends LogContract {

  private ScriptedWorker worker;

  @BeforeEach
  void begin() {
    StartState state = StartState.EMPTY.withSystemPrompt("Be brief.");
    worker = ScriptedWorker.begin(segments, state, WriterOptions.FORKING);
  }

  @Test
  void aRunIsLogged() {
    worker.run("Hello", says("Hi"));
    assertThat(kinds(worker.address()))
        .containsExactly(
            Kind.SEGMENT_START,
            Kind.INVOKE,
            Kind.USER_INPUT,
            Kind.ASSISTANT_ITEM,
            Kind.TURN_END,
            Kind.LLM_USAGE,
            Kind.RUN_COMPLETED);
    assertThat(segments.readAll(worker.address()))
        .anyMatch(
            entry ->
                entry instanceof RunCompleted end
                    && end.result() == RunResult.FINISHED
                    && !end.interrupted());
  }

  @Test
  void aRestoredWorkerIsAsTheLiveOne() {
    worker.run("Hello", calls("c1", "ok"), says("Hi"));
    worker.notified(new SystemItem.Notification("m", "[Notification] m"), says("Noted"));
    RestoredState state = assertRestoresAsLive();
    assertThat(state.turnCount()).isEqualTo(3);
    assertThat(state.usageHistory()).containsExactly(ScriptedWorker.USAGE, ScriptedWorker.USAGE);
    assertThat(segments.restoreBySegment(worker.address().segmentId())).isEqualTo(state);
    ScriptedWorker again =
        ScriptedWorker.restored(segments, worker.address(), WriterOptions.FAILING);
    again.run("More", says("Yes"));
    assertThat(again.address()).isEqualTo(worker.address());
    assertThat(segments.turnCount(worker.address())).isEqualTo(4);
  }

  @Test
  void toolCallsAndTheirResultsAreLogged() {
    worker.run("Read x", calls("c1", "ok"), says("Done"));
    List<LogEntry> log = segments.readAll(worker.address());
    assertThat(log).anyMatch(entry -> entry instanceof ToolResult);
    assertThat(log)
        .anyMatch(
            entry ->
                entry instanceof AssistantItem call && call.item() instanceof LoggedItem.ToolCall);
    assertThat(log).filteredOn(entry -> entry instanceof TurnEnd).hasSize(1);
    assertRestoresAsLive();
  }

  @Test
  void aPausedRunIsResumedWithoutBeingInvokedAgain() {
    worker.pause("Count", says("one"));
    assertThat(assertRestoresAsLive().lastRunInterrupted()).isTrue();
    assertThat(segments.readAll(worker.address()))
        .anyMatch(end -> end instanceof RunCompleted run && run.result() == RunResult.PAUSED);
    worker.resume(says("two"));
    assertThat(assertRestoresAsLive().lastRunInterrupted()).isFalse();
    assertThat(kinds(worker.address())).containsOnlyOnce(Kind.INVOKE);
  }

  @Test
  void whatAnInterruptedRunLeftOpenIsAnsweredBeforeTheNext() {
    worker.run("Hello", says("Hi"));
    int before = segments.readAll(worker.address()).size();
    worker.fail("Read x", "provider 429", calls("c1", "ok").withoutLast());
    RestoredState failed = assertRestoresAsLive();
    assertThat(failed.lastRunInterrupted()).isTrue();
    ScriptedWorker next =
        ScriptedWorker.restored(segments, worker.address(), WriterOptions.FORKING);
    next.run("Again", says("Done"));
    assertThat(next.address()).isEqualTo(worker.address());
    List<Kind> kinds = kinds(worker.address());
    assertThat(kinds.subList(before + 7, before + 10))
        .containsExactly(Kind.TOOL_RESULT, Kind.SYSTEM_ITEM, Kind.INVOKE);
    assertThat(segments.restore(worker.address()).lastRunInterrupted()).isFalse();
    assertThat(segments.restore(worker.address()).history()).isEqualTo(next.state().history());
  }

  @Test
  void aForkIsAConversationOfItsOwn() {
    worker.run("Hello", says("Hi"));
    SegmentHead fork = segments.fork(worker.state());
    assertThat(fork.address().sessionId()).isNotEqualTo(worker.address().sessionId());
    List<LogEntry> log = segments.readAll(fork.address());
    assertThat(log).hasSize(1);
    SegmentStart start = (SegmentStart) log.get(0);
    assertThat(start.history()).hasSameSizeAs(worker.state().history());
    assertThat(start.systemPrompt()).isEqualTo("Be brief.");
    assertThat(start.forkedFrom()).isNull();
    assertThat(start.compactedFrom()).isNull();
  }

  @Test
  void aForkAtTheLastTurnStaysInTheSession() {
    worker.run("Hello", says("Hi"));
    worker.run("More", calls("c1", "ok"), says("Yes"));
    SegmentAddress fork =
        segments.forkAt(SegmentFork.strictlyAt(worker.address(), 3), List.of()).address();
    assertThat(fork.sessionId()).isEqualTo(worker.address().sessionId());
    List<LogEntry> log = segments.readAll(fork);
    assertThat(log).hasSize(1);
    List<LogEntry> source = segments.readAll(worker.address());
    int end = source.indexOf(lastTurnEnd(source)) + 1;
    assertThat(((SegmentStart) log.get(0)).history())
        .isEqualTo(Replay.collectState(source.subList(0, end)).history());
    assertThat(segments.listSegments(fork.sessionId()))
        .containsExactly(fork.segmentId(), worker.address().segmentId());
  }

  @Test
  void aChangedConfigurationIsLogged() {
    RequestConfig warm = RequestConfig.DEFAULT.withTemperature(0.7f);
    worker.configure(warm);
    assertThat(segments.readAll(worker.address()))
        .anyMatch(entry -> entry instanceof ConfigChanged change && change.config().equals(warm));
    assertThat(assertRestoresAsLive().config()).isEqualTo(warm);
  }

  @Test
  void aWriterWhoIsNotAloneGoesOnInAForkOfItsOwn() {
    SegmentAddress source = worker.address();
    segments.append(source, input("foreign"));
    worker.run("mine", says("Hi"));
    assertThat(worker.address()).isNotEqualTo(source);
    assertThat(worker.address().sessionId()).isEqualTo(source.sessionId());
    SegmentStart start = (SegmentStart) segments.readAll(worker.address()).get(0);
    assertThat(start.forkedFrom()).isEqualTo(new SegmentOrigin(source.segmentId(), 0));
    assertThat(kinds(source)).containsExactly(Kind.SEGMENT_START, Kind.USER_INPUT);
    assertRestoresAsLive();
    worker.run("more", says("Yes"));
    assertThat(segments.listSegments(source.sessionId())).hasSize(2);
  }

  @Test
  void nestedForksLeaveTheirAncestorsAsTheyWere() {
    worker.run("Hello", says("Hi"));
    SegmentAddress root = worker.address();
    List<LogEntry> before = segments.readAll(root);
    SegmentAddress first = segments.forkAt(root, worker.turnCount()).address();
    SegmentAddress second = segments.forkAt(first, 0).address();
    assertThat(segments.listSegments(root.sessionId()))
        .containsExactly(second.segmentId(), first.segmentId(), root.segmentId());
    assertThat(segments.readAll(root)).isEqualTo(before);
    assertThat(segments.readAll(first)).hasSize(1);
    assertThat(((SegmentStart) segments.readAll(second).get(0)).forkedFrom())
        .isEqualTo(new SegmentOrigin(first.segmentId(), 0));
    assertThat(segments.restore(second).history()).isEqualTo(worker.state().history());
  }

  /** The log that the worker is in says what the worker knows. */
  private RestoredState assertRestoresAsLive() {
    RestoredState state = segments.restore(worker.address());
    assertThat(state.sessionId()).isEqualTo(worker.address().sessionId());
    assertThat(StartState.of(state)).isEqualTo(worker.state());
    assertThat(state.turnCount())
        .isEqualTo(worker.turnCount())
        .isEqualTo(worker.writer().turnCount())
        .isEqualTo(segments.turnCount(worker.address()));
    assertThat(state.lastRunInterrupted()).isEqualTo(worker.interrupted());
    assertThat(state.entriesCount())
        .isEqualTo(segments.readEntryCount(worker.address()))
        .isEqualTo(worker.writer().head().count());
    return state;
  }

  private List<Kind> kinds(SegmentAddress address) {
    return segments.readAll(address).stream().map(LogEntry::kind).toList();
  }

  private static LogEntry lastTurnEnd(List<LogEntry> log) {
    return log.stream()
        .filter(entry -> entry instanceof TurnEnd)
        .reduce((before, last) -> last)
        .orElseThrow();
  }
}

class SqliteSegmentSessionTest extends SegmentSessionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentSessionTest extends SegmentSessionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
