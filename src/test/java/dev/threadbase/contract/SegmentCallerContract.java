package dev.threadbase.contract;

import static dev.threadbase.contract.ScriptedWorker.calls;
import static dev.threadbase.contract.ScriptedWorker.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agents make of logs: shared writers, rollbacks and rewinds (yoi's pods). */
abstract class SegmentCallerContract extends LogContract {

  private ScriptedWorker worker;

  @BeforeEach
  void begin() {
    worker = ScriptedWorker.begin(segments, StartState.EMPTY, WriterOptions.FORKING);
  }

  @Test
  void twoUsersOfOneWriterAreNoConflict() {
    SegmentAddress log = worker.address();
    worker.run("Hello", says("Hi"));
    SegmentWriter extractor = worker.writer();
    extractor.saveExtension(
        "memory.extract", "{\"processed_through_entry\":" + extractor.head().count() + "}");
    worker.run("More", says("Yes"));
    extractor.saveExtension("memory.extract", "{}");
    worker.run("Again", says("Still"));
    assertThat(worker.address()).isEqualTo(log);
    assertThat(segments.listSegments(log.sessionId())).containsExactly(log.segmentId());
    assertThat(segments.restore(log).extensions()).hasSize(2);
  }

  @Test
  void anEmptyTurnIsRolledBackAndNothingElse() {
    worker.run("Hello", says("Hi"));
    RestoredState before = segments.restore(worker.address());
    long tally = worker.writer().head().count();
    worker.send("never mind");
    assertThat(segments.restore(worker.address()).lastRunInterrupted()).isTrue();
    worker.writer().truncate(tally);
    assertThat(segments.restore(worker.address())).isEqualTo(before);
    ScriptedWorker next =
        ScriptedWorker.restored(segments, worker.address(), WriterOptions.FAILING);
    next.run("More", says("Yes"));
    assertThat(texts(segments.restore(worker.address()).history()))
        .containsExactly("Hello", "Hi", "More", "Yes");
    assertThat(next.writer().turnCount()).isEqualTo(2);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRollbackThatSomebodyWroteBehindIsRefused() {
    long tally = worker.writer().head().count();
    worker.send("never mind");
    segments.append(worker.address(), input("foreign"));
    assertThatThrownBy(() -> worker.writer().truncate(tally)).isInstanceOf(SegmentHeadMoved.class);
    assertThat(segments.readEntryCount(worker.address())).isEqualTo(4);
  }

  /** A place to rewind to. */
  private record Target(long position, String text, boolean losesTools) {}

  private List<Target> targets(SegmentAddress log) {
    List<LogRecord> records = segments.read(log, 0, Long.MAX_VALUE);
    return records.stream()
        .filter(each -> each.entry() instanceof UserInput)
        .map(
            each ->
                new Target(
                    each.position(),
                    InputSegment.flatten(((UserInput) each.entry()).segments()),
                    records.stream()
                        .skip(each.position())
                        .anyMatch(later -> isTool(later.entry()))))
        .sorted((one, other) -> Long.compare(other.position(), one.position()))
        .toList();
  }

  private static boolean isTool(LogEntry entry) {
    return entry instanceof ToolResult
        || (entry instanceof AssistantItem said && said.item() instanceof LoggedItem.ToolCall);
  }

  /** Cuts before an input, and before the invoke that it belongs to. */
  private void rewind(SegmentAddress log, Target target, long expected) {
    long before = Math.max(0, target.position() - 1);
    boolean invoked = segments.read(log, before, before + 1).get(0).entry() instanceof Invoke;
    segments.truncate(log, invoked ? before : target.position(), WriteCondition.atCount(expected));
  }

  @Test
  void targetsOfARewindAreListedNewestFirstAndSayWhetherToolsAreLost() {
    worker.run("first", calls("c1", "ok"), says("one"));
    worker.run("second", calls("c2", "ok"));
    worker.run("third", says("three"));
    assertThat(targets(worker.address()))
        .extracting(Target::text)
        .containsExactly("third", "second", "first");
    assertThat(targets(worker.address()))
        .extracting(Target::losesTools)
        .containsExactly(false, true, true);
  }

  @Test
  void aRewindCutsTheLogAndGivesTheInputBack() {
    SegmentAddress log = worker.address();
    worker.run("first", says("one"));
    RestoredState before = segments.restore(log);
    worker.run("second", says("two"));
    Target newest = targets(log).get(0);
    assertThat(newest.text()).isEqualTo("second");
    rewind(log, newest, segments.readEntryCount(log));
    assertThat(segments.restore(log)).isEqualTo(before);
    assertThat(targets(log)).extracting(Target::text).containsExactly("first");
    rewind(log, targets(log).get(0), segments.readEntryCount(log));
    assertThat(segments.readEntryCount(log)).isEqualTo(1);
    assertThat(segments.restored(log, ReplayOptions.REFERENCE).state().turnCount()).isZero();
  }

  @Test
  void aRewindFromAnOldListIsRefusedWithBothCounts() {
    SegmentAddress log = worker.address();
    worker.run("first", says("one"));
    long shown = segments.readEntryCount(log);
    Target target = targets(log).get(0);
    worker.run("second", says("two"));
    long current = segments.readEntryCount(log);
    assertThatThrownBy(() -> rewind(log, target, shown))
        .isInstanceOf(SegmentHeadMoved.class)
        .hasMessageContaining("changed: expected %d entries, current %d".formatted(shown, current));
    assertThat(segments.readEntryCount(log)).isEqualTo(current);
  }
}

class SqliteSegmentCallerTest extends SegmentCallerContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentCallerTest extends SegmentCallerContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
