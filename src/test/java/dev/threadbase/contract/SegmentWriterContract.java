package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.ConfigChanged;
import dev.threadbase.segment.LogEntry.Extension;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.RunErrored;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.SystemEvent;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.SystemItem;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * A writer saves each thing as its entry, finds out that it is not alone, and does as it is told.
 */
abstract class SegmentWriterContract extends LogContract {

  private static final PodScopeSnapshot SCOPE = new PodScopeSnapshot(List.of(), List.of());

  private final SegmentAddress log = segment(1);

  private SegmentWriter writer(WriterOptions options) {
    SegmentHead made = segments.createSegment(log, List.of(start("S")));
    Clock clock = Clock.fixed(Instant.ofEpochMilli(7), ZoneOffset.UTC);
    return SegmentWriter.begin(segments, made, options.stampedBy(clock));
  }

  @Test
  void eachThingIsSavedAsItsEntry() {
    SegmentWriter writer = writer(WriterOptions.FAILING);
    SystemItem item = new SystemItem.TaskReminder("b");
    UsageRecord usage = new UsageRecord(1, 2, 3, 4, 5);
    RequestConfig config = RequestConfig.DEFAULT.withTopK(4L);
    List<InputSegment> segmentsOfInput = List.of(InputSegment.text("a"));
    writer.saveInvoke(Trigger.POD_EVENT);
    writer.saveUserInput(segmentsOfInput);
    writer.saveSystemItem(item);
    writer.saveTurnEnd(4);
    writer.saveUsage(usage);
    writer.saveRunCompleted(RunResult.YIELDED, true);
    writer.saveRunErrored("provider 429", true);
    writer.saveExtension("memory.extract", "{\"processed_through_entry\": 7}");
    writer.savePodScope(SCOPE);
    writer.saveConfigChanged(config);
    writer.append(new TurnEnd(99, 5));
    assertThat(segments.readAll(log))
        .containsExactly(
            start("S"),
            new Invoke(7, Trigger.POD_EVENT),
            new UserInput(7, segmentsOfInput),
            new SystemEvent(7, item),
            new TurnEnd(7, 4),
            new LlmUsage(7, usage),
            new RunCompleted(7, true, RunResult.YIELDED),
            new RunErrored(7, true, "provider 429"),
            new Extension(7, "memory.extract", "{\"processed_through_entry\":7}"),
            SCOPE.toEntry(7),
            new ConfigChanged(7, config),
            new TurnEnd(99, 5));
    assertThat(writer.head()).isEqualTo(segments.head(log));
    assertThat(writer.turnCount()).isEqualTo(5).isEqualTo(segments.turnCount(log));
    assertThat(segments.restore(log).podScope()).isEqualTo(SCOPE);
  }

  @Test
  void aDeltaIsSavedInOrderWithoutWhatTheUserSaid() {
    SegmentWriter writer = writer(WriterOptions.FAILING);
    LoggedItem system = LoggedItem.system("sys");
    LoggedItem said = LoggedItem.assistant("x");
    LoggedItem call = new LoggedItem.ToolCall("c", "t", "{");
    LoggedItem result = new LoggedItem.ToolResult("c", "r", null, false);
    LoggedItem thought = new LoggedItem.Reasoning("z", List.of(), "ENC", null);
    writer.saveDelta(List.of(LoggedItem.user("u"), system, said, call, result, thought));
    List<LogEntry> expected =
        List.of(
            start("S"),
            new AssistantItem(7, system),
            new AssistantItem(7, said),
            new AssistantItem(7, call),
            new ToolResult(7, result),
            new AssistantItem(7, thought));
    assertThat(segments.readAll(log)).isEqualTo(expected);
    assertThat(segments.restore(log).history())
        .containsExactly(system, said, call, result, thought);
    assertThat(writer.saveDelta(List.of())).isFalse();
    assertThat(writer.saveDelta(List.of(LoggedItem.user("u")))).isFalse();
    LoggedItem broken = LoggedItem.assistant("\ud800");
    assertThatThrownBy(() -> writer.saveDelta(List.of(said, said, broken)))
        .isInstanceOf(InvalidData.class);
    assertThat(segments.readAll(log)).isEqualTo(expected);
    assertThat(writer.append(input("still the end"))).isFalse();
  }

  @Test
  void aConflictFailsEveryWriteOfAWriterThatMayNotFork() {
    SegmentWriter writer = writer(WriterOptions.FAILING);
    assertThat(writer.ensureHead()).isFalse();
    segments.append(log, input("foreign"));
    var before = EveryRow.of(database);
    List<ThrowingCallable> writes =
        List.of(
            writer::ensureHead,
            () -> writer.saveTurnEnd(9),
            () -> writer.saveDelta(List.of(LoggedItem.assistant("x"), LoggedItem.assistant("y"))),
            () -> writer.truncate(0));
    for (ThrowingCallable write : writes) {
      assertThatThrownBy(write)
          .isInstanceOfSatisfying(
              SegmentHeadMoved.class,
              moved -> {
                assertThat(moved.expectedCount()).isEqualTo(1);
                assertThat(moved.actualCount()).isEqualTo(2);
              });
    }
    assertThat(EveryRow.of(database)).isEqualTo(before);
    assertThat(writer.turnCount()).isZero();
    assertThat(writer.address()).isEqualTo(log);
  }

  @Test
  void aForkOfItsOwnHoldsWhatTheWriterWroteAndNothingForeign() {
    SegmentWriter writer = writer(WriterOptions.FORKING);
    writer.append(List.of(input("a"), SCOPE.toEntry(1), turnEnd(4)));
    writer.saveUsage(ScriptedWorker.USAGE);
    segments.append(log, input("foreign"));
    List<LogEntry> source = segments.readAll(log);
    assertThat(writer.append(List.of(input("b"), turnEnd(6)))).isTrue();
    assertThat(writer.append(input("c"))).isFalse();
    RestoredState state = segments.restore(writer.address());
    assertThat(texts(state.history())).containsExactly("a", "b", "c");
    assertThat(state.turnCount()).isEqualTo(6).isEqualTo(writer.turnCount());
    assertThat(state.podScope()).isEqualTo(SCOPE);
    assertThat(state.usageHistory()).containsExactly(ScriptedWorker.USAGE);
    assertThat(state.userSegments()).hasSize(3);
    assertThat(state.entriesCount()).isEqualTo(4).isEqualTo(writer.head().count());
    SegmentStart begin = (SegmentStart) segments.readAll(writer.address()).get(0);
    assertThat(begin.forkedFrom()).isEqualTo(new SegmentOrigin(log.segmentId(), 4));
    assertThat(segments.readAll(log)).isEqualTo(source);
    assertThat(segments.tree(SESSION).segments().get(0).baseTurn()).isEqualTo(4);
  }

  @Test
  void aLogThatGotShorterOrOnlyLooksTheSameIsAConflictToo() {
    SegmentWriter writer = writer(WriterOptions.FORKING);
    writer.append(List.of(input("a"), input("b")));
    segments.truncate(log, 2, WriteCondition.NONE);
    segments.append(log, input("b"));
    assertThat(writer.ensureHead()).isTrue();
    assertThat(texts(segments.restore(writer.address()).history())).containsExactly("a", "b");
    SegmentAddress second = writer.address();
    segments.truncate(second, 0, WriteCondition.NONE);
    assertThat(writer.append(input("c"))).isTrue();
    assertThat(texts(segments.restore(writer.address()).history())).containsExactly("a", "b", "c");
    assertThat(segments.readAll(second)).isEmpty();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void whoGoesOnFromASummaryCountsOn() {
    segments.createSegment(log, List.of(start("S"), turnEnd(4)));
    SegmentHead made = segments.createCompactedSegment(log, StartState.EMPTY, 4);
    SegmentWriter writer = SegmentWriter.begin(segments, made, 4, WriterOptions.FORKING);
    segments.append(made.address(), input("foreign"));
    assertThat(writer.ensureHead()).isTrue();
    SegmentStart begin = (SegmentStart) segments.readAll(writer.address()).get(0);
    assertThat(begin.forkedFrom()).isEqualTo(new SegmentOrigin(made.address().segmentId(), 4));
    assertThat(writer.turnCount()).isEqualTo(4);
  }

  @Test
  void aWriterCutsItsLogAndCountsOnFromThere() {
    SegmentWriter writer = writer(WriterOptions.FAILING);
    writer.append(List.of(turnEnd(3), input("a"), turnEnd(5)));
    writer.truncate(3);
    assertThat(writer.turnCount()).isEqualTo(3);
    writer.append(input("b"));
    assertThat(texts(segments.restore(log).history())).containsExactly("a", "b");
    assertThatThrownBy(() -> writer.truncate(9)).isInstanceOf(TruncationRefused.class);
    SegmentWriter resumed =
        SegmentWriter.resume(
            segments, segments.restored(log, ReplayOptions.DEFAULT), WriterOptions.FAILING);
    assertThat(resumed.head()).isEqualTo(writer.head());
    assertThat(resumed.turnCount()).isEqualTo(3);
    assertThat(resumed.append(input("c"))).isFalse();
  }
}

class SqliteSegmentWriterTest extends SegmentWriterContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentWriterTest extends SegmentWriterContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
