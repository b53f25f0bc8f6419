package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.Threadbase;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogProblem;
import dev.threadbase.segment.LogRead;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged logs: what can be read is, what cannot is reported and kept at its position, and all of
 * it goes out as it came in.
 */
abstract class SegmentFilesDamageContract extends SegmentFilesContract {

  private static final byte[] NOT_UTF_8 = {'{', '"', 'k', (byte) 0xe3, '"', '}', '\n'};

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      bytes.writeBytes(
          part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** A log of these bytes, which is given back with the same ones. */
  private ImportReport given(Object... parts) {
    byte[] bytes = bytes(parts);
    ImportReport report = load(write(log(store(), segment(1)), bytes));
    exportAll();
    assertThat(Samples.bytes(log(out(), segment(1)))).isEqualTo(bytes);
    assertThat(load(log(store(), segment(1))).stored()).isZero();
    verified();
    return report;
  }

  private void strictReadingStopsAt(long position, String kind) {
    assertThatThrownBy(() -> segments.readAll(segment(1)))
        .isInstanceOfSatisfying(
            LogCorrupt.class,
            corrupt -> {
              assertThat(corrupt.position()).isEqualTo(position);
              assertThat(corrupt.kind()).isEqualTo(kind);
            });
    LogRead read = segments.readLeniently(segment(1));
    assertThat(read.problems()).extracting(LogProblem::position).containsExactly(position);
  }

  @Test
  void blankLinesAreSkippedAndCounted() {
    ImportReport report =
        given(
            "\n",
            lines(start()),
            " \t\r\n\u00a0\u3000\n",
            lines(turnEnd(1), "{\"kind\":\"x\"}"),
            "\n");
    assertThat(report.lines()).isEqualTo(7);
    assertThat(report.stored()).isEqualTo(3);
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.warnings().get(0).line()).isEqualTo(6);
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(3);
    strictReadingStopsAt(2, "x");
  }

  @Test
  void carriageReturnsAreAccepted() {
    ImportReport report = given(start(), "\r\n", turnEnd(1), "\r\n");
    assertThat(report.warnings()).isEmpty();
    assertThat(segments.read(segment(1), 1, 2).get(0).json()).isEqualTo(turnEnd(1));
  }

  @Test
  void aWholeLastLineWithoutItsEndIsAnEntry() {
    ImportReport report = given(start(), "\n", turnEnd(1));
    assertThat(report.warnings()).isEmpty();
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(2);
    segments.append(segment(1), LogEntry.parse(turnEnd(2)));
    assertThat(exported(segment(1))).isEqualTo(lines(start(), turnEnd(1), turnEnd(2)));
  }

  @Test
  void aLogWhoseLastLineLackedItsEndGrows() {
    given(start(), "\n", turnEnd(1));
    ImportReport grown = given(lines(start(), turnEnd(1), turnEnd(2)));
    assertThat(grown.warnings()).isEmpty();
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(3);
  }

  @Test
  void aRecordThatWasGluedOntoAWholeLastLineTakesItsPlace() {
    given(start(), "\n", turnEnd(1));
    ImportReport grown = given(start(), "\n", turnEnd(1), lines(turnEnd(2)));
    assertThat(codes(grown)).containsExactly("unreadable_entry", "rewritten");
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(2);
    strictReadingStopsAt(1, "unreadable");
  }

  @Test
  void aTornLastLineIsNoEntry() {
    ImportReport report = given(lines(start()), "{\"kind\":\"turn_end\",\"ts\":3,\"tu");
    assertThat(codes(report)).containsExactly("torn_line");
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(report.warnings().get(0).line()).isEqualTo(2);
    assertThat(segments.readAll(segment(1))).hasSize(1);
  }

  @Test
  void aTornLastLineThatIsNotUtf8IsLeftAndReplacedByWhatIsAppended() {
    byte[] torn = Arrays.copyOf(NOT_UTF_8, 4);
    ImportReport report = given(lines(start()), torn);
    assertThat(codes(report)).containsExactly("torn_line");
    assertThat(segments.readAll(segment(1))).hasSize(1);
    segments.append(segment(1), LogEntry.parse(turnEnd(1)));
    assertThat(exported(segment(1))).isEqualTo(lines(start(), turnEnd(1)));
  }

  @Test
  void aTornLineThatWasWrittenToItsEndIsAnEntry() {
    given(lines(start()), turnEnd(1).substring(0, 20));
    ImportReport grown = given(lines(start(), turnEnd(1), turnEnd(2)));
    assertThat(grown.warnings()).isEmpty();
    assertThat(grown.stored()).isEqualTo(2);
    assertThat(segments.readAll(segment(1))).hasSize(3);
  }

  @Test
  void aRecordGluedOntoATornOneIsOneUnreadableEntry() {
    String glued = turnEnd(1).substring(0, 20) + turnEnd(2);
    ImportReport report = given(lines(start(), glued, turnEnd(3)));
    assertThat(codes(report)).containsExactly("unreadable_entry");
    assertThat(report.warnings().get(0).line()).isEqualTo(2);
    assertThat(report.leftOut()).isZero();
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(3);
    strictReadingStopsAt(1, "unreadable");
  }

  @Test
  void aLineThatIsNotUtf8IsKeptAtItsPosition() {
    ImportReport report = given(lines(start()), NOT_UTF_8, lines(turnEnd(1)));
    assertThat(codes(report)).containsExactly("unreadable_entry");
    assertThat(report.warnings().get(0).line()).isEqualTo(2);
    assertThat(report.warnings().get(0).message())
        .contains("from byte " + lines(start()).length())
        .contains("not UTF-8");
    strictReadingStopsAt(1, "unreadable_bytes");
    segments.truncate(segment(1), 2, WriteCondition.NONE);
    exportAll();
    assertThat(Samples.bytes(log(out(), segment(1)))).isEqualTo(bytes(lines(start()), NOT_UTF_8));
  }

  @Test
  void aLineWithARawNulIsKeptAtItsPosition() {
    ImportReport report = given(lines(start(), "{\"kind\":\"\0\"}", turnEnd(1)));
    assertThat(report.warnings().get(0).message()).contains("a raw U+0000");
    strictReadingStopsAt(1, "unreadable_bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "future_thing",
        "assistant_items",
        "tool_results",
        "hook_injected_items",
        "system_items",
        "turn_end",
        "paused_turn_abandoned"
      })
  void aLineOfAKindThatIsNotKnownIsKeptAtItsPosition(String kind) {
    String line = "{\"kind\":\"%s\",\"ts\":5,\"items\":[]}".formatted(kind);
    ImportReport report = given(lines(start(), line, turnEnd(1)));
    assertThat(codes(report)).containsExactly("unreadable_entry");
    assertThat(report.warnings().get(0).message()).contains(", " + kind + ": ");
    strictReadingStopsAt(1, kind);
    assertThat(segments.readLeniently(segment(1)).records()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "{\"ts\":1}",
        "{\"kind\":7,\"ts\":1}",
        "{\"kind\":\"\\u0000\"}",
        "{\"kind\":\"segment_fork\",\"ts\":1}",
        "{\"kind\":\"unreadable_bytes\",\"base64\":\"AAAA\"}",
        "{\"kind\":\"compaction\"}",
        "not json \\"
      })
  void aLineThatPassesForSomethingElseOfOursIsUnreadable(String line) {
    given(lines(start(), line, turnEnd(1)));
    strictReadingStopsAt(1, "unreadable");
    segments.truncate(segment(1), 2, WriteCondition.NONE);
    assertThat(exported(segment(1))).isEqualTo(lines(start(), line));
  }

  @Test
  void aLogThatBeginsWithDamageIsOneToo() {
    ImportReport report = given("{\"kind\":\"segment_start\",\"ts\":1}\n", lines(turnEnd(1)));
    assertThat(report.stored()).isEqualTo(2);
    strictReadingStopsAt(0, "segment_start");
    assertThat(given("\ufeff", lines(start(), turnEnd(1))).stored()).isEqualTo(2);
    strictReadingStopsAt(0, "segment_start");
  }

  @Test
  void aStartOfAnotherSessionIsStoredAsItIs() {
    String other = start().replace(SESSION.toString(), segment(9).threadId());
    ImportReport report = given(lines(other));
    assertThat(codes(report)).containsExactly("other_session");
    assertThat(segments.restore(segment(1)).sessionId()).isEqualTo(segment(9).segmentId());
    assertThat(segments.listSegments(SESSION)).containsExactly(segment(1).segmentId());
  }

  @Test
  void timesThatNoColumnHoldsDoNoHarm() {
    String late =
        "{\"kind\":\"turn_end\",\"ts\":18446744073709551615,\"turn_count\":18446744073709551615}";
    ImportReport report = given(lines(start(), late, turnEnd(1)));
    assertThat(report.warnings()).isEmpty();
    assertThat(segments.readAll(segment(1))).hasSize(3);
  }

  @Test
  void aDamagedLogTakesTheWayThroughTheNativeFormat() {
    given(lines(start()), NOT_UTF_8, "\n", lines(turnEnd(1)), "{\"torn");
    byte[] session = export(SESSION.toString(), null);
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      Path file = write(folder.resolve("session.jsonl"), session);
      target.importer().importFile(file, ImportOptions.DEFAULT);
      target.exporter().exportFolder(segment(1).threadId(), FORMAT, folder.resolve("again"));
      assertThat(log(folder.resolve("again"), segment(1)))
          .hasSameBinaryContentAs(log(store(), segment(1)));
    }
  }
}

class SqliteSegmentFilesDamageTest extends SegmentFilesDamageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFilesDamageTest extends SegmentFilesDamageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
