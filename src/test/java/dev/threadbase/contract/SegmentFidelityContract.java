package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.Extension;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.SystemEvent;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LogProblem;
import dev.threadbase.segment.LogRead;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SystemItem;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes into a log comes out of it, however odd; what cannot be read is never passed over. */
abstract class SegmentFidelityContract extends LogContract {

  /** All 64 bits set: the largest unsigned number. */
  private static final long MOST = -1;

  private final SegmentAddress log = segment(1);

  @Test
  void numbersUseAllOfTheirBits() {
    List<LogEntry> entries =
        List.of(
            start("S"),
            new Invoke(MOST, Trigger.WAKEUP),
            new LlmUsage(Long.MIN_VALUE, new UsageRecord(MOST, MOST, 0, Long.MAX_VALUE, MOST)),
            new TurnEnd(MOST, Long.MAX_VALUE),
            new TurnEnd(0, MOST),
            input("tail"));
    segments.createSegment(log, entries);
    assertThat(segments.readAll(log)).isEqualTo(entries);
    assertThat(segments.read(log, 4, 5).get(0).json())
        .isEqualTo("{\"kind\":\"turn_end\",\"ts\":0,\"turn_count\":18446744073709551615}");
    assertThat(segments.turnCount(log))
        .isEqualTo(MOST)
        .isEqualTo(segments.restore(log).turnCount());
    SegmentFork strict = SegmentFork.strictlyAt(log, MOST).carrying(EnumSet.allOf(CarryOver.class));
    SegmentAddress fork = segments.forkAt(strict, List.of()).address();
    assertThat(texts(segments.restore(fork).history())).isEmpty();
    assertThat(segments.turnCount(fork))
        .isEqualTo(MOST)
        .isEqualTo(segments.restore(fork).turnCount());
    assertThat(((SegmentStart) segments.readAll(fork).get(0)).forkedFrom())
        .isEqualTo(new SegmentOrigin(log.segmentId(), MOST));
    SegmentAddress beyond = segments.forkAt(log, Long.MIN_VALUE).address();
    assertThat(texts(segments.restore(beyond).history())).containsExactly("tail");
    assertThat(segments.tree(SESSION).segments())
        .extracting(info -> info.atTurnIndex())
        .containsExactlyInAnyOrder(0L, MOST, Long.MIN_VALUE);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void textsComeBackAsTheyWereGiven() {
    List<String> nasty =
        List.of(
            "",
            "\u0000",
            "a\u0000b\u001f",
            "\r\n\t \\ \" /",
            "\u2028\u2029\ufeff\ufffe",
            "😀 e\u0301 \u202eabc");
    List<LogEntry> entries =
        nasty.stream()
            .flatMap(
                text ->
                    Stream.<LogEntry>of(
                        input(text),
                        answer(text),
                        new AssistantItem(1, new LoggedItem.ToolCall(text, text, text)),
                        new ToolResult(1, new LoggedItem.ToolResult(text, text, text, true)),
                        new SystemEvent(1, new SystemItem.Notification(text, text)),
                        new Extension(1, text, "{\"a\": \"\\u0000\", \"a\": 1.0e2}")))
            .toList();
    segments.appendAll(log, entries, WriteCondition.NONE);
    assertThat(segments.readAll(log)).isEqualTo(entries);
    assertThat(segments.read(log, 0, 99))
        .allMatch(each -> each.json().equals(each.entry().toJson()));
    SegmentAddress fork = segments.forkAt(log, 1).address();
    assertThat(segments.restore(fork).history()).isEqualTo(segments.restore(log).history());
    assertThatThrownBy(() -> segments.append(log, input("\ud83d"))).isInstanceOf(InvalidData.class);
    assertThat(segments.readEntryCount(log)).isEqualTo(entries.size());
  }

  @Test
  void whatCanBeWrittenCanBeRead() {
    Extension deep = new Extension(1, "deep", "[".repeat(126) + "]".repeat(126));
    segments.append(log, deep);
    assertThat(segments.readAll(log)).containsExactly(deep);
    assertThatThrownBy(
            () ->
                segments.append(log, new Extension(1, "deeper", "[".repeat(127) + "]".repeat(127))))
        .isInstanceOf(InvalidData.class);
    assertThat(segments.readAll(log)).containsExactly(deep);
  }

  @Test
  void aLargeEntryIsOneEntry() {
    String large = "0123456789abcde\u0000".repeat(1 << 16);
    assertThat(segments.append(log, input(large)).count()).isEqualTo(1);
    assertThat(
            segments
                .appendAll(log, List.of(answer(large), answer("b")), WriteCondition.NONE)
                .count())
        .isEqualTo(3);
    assertThat(segments.readAll(log)).containsExactly(input(large), answer(large), answer("b"));
    assertThat(texts(segments.restore(segments.forkAt(log, 1).address()).history()))
        .containsExactly(large, large, "b");
  }

  @Test
  void whatThisVersionDoesNotKnowStaysInTheLineWhenALogIsCut() throws Exception {
    String line =
        "{\"zzz\":1,\"kind\":\"user_input\",\"ts\":1,\"segments\":[{\"kind\":\"image_ref\",\"url\":\"x\"}]}";
    segments.createSegment(log, List.of());
    insertRaw(log, "user_input", line);
    segments.append(log, input("b"));
    segments.truncate(log, 1, WriteCondition.NONE);
    assertThat(segments.read(log, 0, 9)).extracting(LogRecord::json).containsExactly(line);
    assertThat(texts(segments.restore(log).history())).containsExactly("[unknown input segment]");
  }

  @Test
  void anUnknownKindFailsAStrictReadAndIsReportedByALenientOne() throws Exception {
    List<LogEntry> known = List.of(start("S"), input("a"), turnEnd(1), input("b"));
    segments.createSegment(log, known.subList(0, 2));
    appendUnknown();
    segments.appendAll(log, known.subList(2, 4), WriteCondition.NONE);
    for (Runnable strict : strictReads(log)) {
      assertThatThrownBy(strict::run).satisfies(this::namesTheUnknownEntry);
    }
    assertThat(segments.read(log, 0, 2)).hasSize(2);
    assertThat(segments.readEntryCount(log)).isEqualTo(5);
    assertThat(segments.turnCount(log)).isEqualTo(1);
    LogRead read = segments.readLeniently(log);
    assertThat(read.records()).extracting(LogRecord::entry).isEqualTo(known);
    assertThat(read.records()).extracting(LogRecord::position).containsExactly(0L, 1L, 3L, 4L);
    assertThat(read.problems()).singleElement().satisfies(this::isTheUnknownEntry);
    assertThat(segments.append(log, input("c")).count()).isEqualTo(6);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aForkFailsForWhatItInheritsAndForNothingElse() throws Exception {
    segments.createSegment(log, List.of(start("S"), input("a"), turnEnd(1)));
    SegmentAddress before = segments.forkAt(log, 1).address();
    UserInput after = (UserInput) input("b");
    insertRaw(log, "note", "{");
    segments.append(log, after);
    SegmentAddress behind = segments.forkAt(log, 9).address();
    segments.append(behind, input("c"));
    assertThat(texts(segments.restore(before).history())).containsExactly("a");
    for (Runnable strict : strictReads(behind)) {
      assertThatThrownBy(strict::run)
          .isInstanceOfSatisfying(
              LogCorrupt.class,
              corrupt -> {
                assertThat(corrupt.segmentId()).isEqualTo(log.segmentId());
                assertThat(corrupt.position()).isEqualTo(3);
                assertThat(corrupt.kind()).isEqualTo("note");
              });
    }
    assertThat(segments.read(behind, 1, 2))
        .extracting(LogRecord::entry)
        .containsExactly(input("c"));
    LogRead read = segments.readLeniently(behind);
    assertThat(texts(((SegmentStart) read.records().get(0).entry()).history()))
        .containsExactly("a", "b");
    assertThat(read.records()).hasSize(2);
    assertThat(read.problems()).extracting(LogProblem::address).containsExactly(log);
  }

  private void appendUnknown() throws Exception {
    insertRaw(log, "future_thing", "{\"kind\":\"future_thing\",\"ts\":1,\"secret\":\"swordfish\"}");
  }

  private List<Runnable> strictReads(SegmentAddress address) {
    return List.of(
        () -> segments.readAll(address),
        () -> segments.stream(address).forEach(record -> {}),
        () -> segments.restore(address));
  }

  private void namesTheUnknownEntry(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(LogCorrupt.class)
        .hasMessageStartingWith("log corrupted at line 3: ")
        .hasMessageContaining(SESSION.toString())
        .hasMessageContaining(log.segmentId().toString())
        .hasMessageContaining("future_thing")
        .hasMessageNotContaining("swordfish");
    LogCorrupt corrupt = (LogCorrupt) thrown;
    assertThat(corrupt.sessionId()).isEqualTo(SESSION);
    assertThat(corrupt.segmentId()).isEqualTo(log.segmentId());
    assertThat(corrupt.position()).isEqualTo(2);
    assertThat(corrupt.kind()).isEqualTo("future_thing");
  }

  private void isTheUnknownEntry(LogProblem problem) {
    assertThat(problem.address()).isEqualTo(log);
    assertThat(problem.position()).isEqualTo(2);
    assertThat(problem.kind()).isEqualTo("future_thing");
    assertThat(problem.reason()).isNotBlank().doesNotContain("swordfish");
  }
}

class SqliteSegmentFidelityTest extends SegmentFidelityContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFidelityTest extends SegmentFidelityContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
