package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SegmentKind;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Folders of logs go in and out byte for byte, and take what was written here with them. */
abstract class SegmentFilesRoundTripContract extends SegmentFilesContract {

  @Test
  void aStoreGoesInAndOutByteForByte() {
    List<ImportReport> reports = loadAll(STORE);
    assertThat(reports).extracting(ImportReport::format).containsOnly(FORMAT);
    assertThat(reports).allSatisfy(report -> assertThat(report.warnings()).isEmpty());
    ExportReport export = exportAll();
    assertThat(export.losses()).isEmpty();
    assertThat(export.threadIds()).hasSize(4);
    assertThat(contents(out())).isEqualTo(contents(STORE));
    verified();
  }

  @Test
  void logsAreReadAsTheyWereWritten() {
    loadAll(STORE);
    List<LogEntry> root = segments.readAll(segment(2));
    assertThat(root).hasSize(28);
    assertThat(root.stream().map(LogEntry::kind).distinct()).containsExactlyInAnyOrder(kinds());
    assertThat(segments.readEntryCount(segment(2))).isEqualTo(28);
    RestoredState state = segments.restore(segment(4));
    assertThat(state.systemPrompt()).isEqualTo("Be brief.");
    assertThat(state.turnCount()).isEqualTo(1);
    assertThat(segments.readTraces(segment(2))).hasSize(12);
    assertThat(segments.listSessions()).containsExactly(SESSION);
    assertThat(segments.lookupSessionOf(segment(5).segmentId())).contains(SESSION);
  }

  private static LogEntry.Kind[] kinds() {
    return LogEntry.Kind.values();
  }

  @Test
  void logsKnowWhereTheyCameFrom() {
    loadAll(STORE);
    SegmentInfo fork = info(4);
    assertThat(fork.kind()).isEqualTo(SegmentKind.FORK);
    assertThat(fork.source()).isEqualTo(segment(2).segmentId());
    assertThat(fork.atTurnIndex()).isEqualTo(3);
    SegmentInfo compacted = info(5);
    assertThat(compacted.kind()).isEqualTo(SegmentKind.COMPACTION);
    assertThat(compacted.source()).isEqualTo(segment(3).segmentId());
    assertThat(compacted.atTurnIndex()).isEqualTo(12);
    assertThat(threadbase.lineage().session(SESSION.toString()).segments())
        .filteredOn(node -> node.parentSegmentId() != null)
        .extracting(node -> node.segmentId() + "@" + node.parentLength())
        .containsExactlyInAnyOrder(segment(4).segmentId() + "@27", segment(5).segmentId() + "@3");
  }

  private SegmentInfo info(int number) {
    return segments.tree(SESSION).segments().stream()
        .filter(log -> log.segmentId().equals(segment(number).segmentId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameStoreAgainStoresNothing() {
    loadAll(STORE);
    List<ImportReport> again = loadAll(STORE);
    assertThat(again).extracting(ImportReport::stored).containsOnly(0L);
    assertThat(again)
        .extracting(ImportReport::existing)
        .containsExactly(28L, 12L, 3L, 3L, 1L, 1L, 1L);
    assertThat(again).allSatisfy(report -> assertThat(report.warnings()).isEmpty());
    assertThat(segments.readEntryCount(segment(2))).isEqualTo(28);
    assertThat(segments.readTraces(segment(2))).hasSize(12);
  }

  @Test
  void sourcesAreReadBeforeWhatNamesThem() {
    write(segment(1), lines(startFrom("forked_from", 2, 1), turnEnd(1)));
    write(segment(2), lines(startFrom("compacted_from", 3, 1), input("a"), turnEnd(1), input("b")));
    write(segment(3), lines(start(), turnEnd(1)));
    List<ImportReport> reports = loadAll(store());
    assertThat(reports)
        .extracting(ImportReport::threadId)
        .containsExactly(segment(3).threadId(), segment(2).threadId(), segment(1).threadId());
    assertThat(segments.tree(SESSION).ancestors(segment(1).segmentId()))
        .extracting(SegmentInfo::segmentId)
        .containsExactly(segment(2).segmentId(), segment(3).segmentId());
    verified();
  }

  @Test
  void aForkWithoutItsSourceIsRead() {
    load(write(segment(1), lines(startFrom("forked_from", 2, 1), turnEnd(1))));
    assertThat(info(1).source()).isEqualTo(segment(2).segmentId());
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(2);
    load(write(segment(2), lines(start(), turnEnd(1))));
    assertThat(segments.tree(SESSION).ancestors(segment(1).segmentId())).hasSize(1);
    verified();
  }

  @Test
  void ofTwoOriginsTheForkDecidesAndTheLineKeepsBoth() {
    String both =
        startFrom("forked_from", 2, 1)
            .replaceFirst(
                "\\}\\}$", "},\"compacted_from\":{\"segment_id\":\"%s\",\"at_turn_index\":9}}")
            .formatted(segment(3).segmentId());
    load(write(segment(1), lines(both)));
    assertThat(info(1).kind()).isEqualTo(SegmentKind.FORK);
    assertThat(info(1).source()).isEqualTo(segment(2).segmentId());
    assertThat(((LogEntry.SegmentStart) segments.readAll(segment(1)).get(0)).compactedFrom())
        .isNotNull();
    assertThat(exported(segment(1))).isEqualTo(lines(both));
  }

  private static String trace(int turn) {
    return "{\"ts\":1,\"turn\":%d,\"kind\":\"lifecycle\",\"label\":\"x\"}".formatted(turn);
  }

  @Test
  void aForkByReferenceIsWrittenAsTheReferenceWouldHaveCopiedIt() {
    load(write(segment(1), lines(start(), input("a"), turnEnd(1), input("b"))));
    SegmentHead fork = segments.forkAt(segment(1), 1);
    segments.append(fork.address(), LogEntry.parse(input("c")));
    String written = exported(fork.address());
    List<LogEntry> log = segments.readAll(fork.address());
    assertThat(written).isEqualTo(lines(log.get(0).toJson(), input("c")));
    assertThat(written).contains("\"history\":[{").contains(segment(1).threadId());
    assertThat(load(log(out(), fork.address())).existing()).isEqualTo(2);
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (Path file : Importer.files(out())) {
        assertThat(target.importer().importFile(file, ImportOptions.DEFAULT).warnings()).isEmpty();
      }
      assertThat(target.segments().restore(fork.address()).history())
          .isEqualTo(segments.restore(fork.address()).history());
    }
  }

  @Test
  void membersThatNobodyKnowsSurvive() {
    String line = "{\"zzz\":[1.50,{\"y\":null}],\"turn_count\":1,\"ts\":3,\"kind\":\"turn_end\"}";
    String piece =
        "{\"kind\":\"user_input\",\"ts\":1,\"segments\":[{\"kind\":\"image_ref\",\"url\":\"x\"}]}";
    load(write(segment(1), lines(start(), line, piece, input("a"))));
    assertThat(segments.readAll(segment(1))).hasSize(4);
    segments.truncate(segment(1), 3, WriteCondition.NONE);
    assertThat(exported(segment(1))).isEqualTo(lines(start(), line, piece));
    assertThat(segments.read(segment(1), 1, 2).get(0).json()).isEqualTo(line);
  }

  @Test
  void theOriginalTakesTheWayThroughTheNativeFormat() throws Exception {
    loadAll(STORE);
    segments.append(segment(2), LogEntry.parse(input("on")));
    segments.appendTrace(segment(2), TraceEntry.parse(trace(8)));
    Path file = Files.write(folder.resolve("session.jsonl"), export(SESSION.toString(), null));
    exportAll();
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      target.importer().importFile(file, ImportOptions.DEFAULT);
      segments.appendTrace(segment(2), TraceEntry.parse(trace(9)));
      Files.write(file, export(SESSION.toString(), null));
      target.importer().importFile(file, ImportOptions.DEFAULT);
      assertThat(target.segments().readTraces(segment(2))).hasSize(14);
      target.segments().appendTrace(segment(2), TraceEntry.parse(trace(10)));
      assertThat(target.segments().readTraces(segment(2))).hasSize(15);
      assertThat(target.segments().readAll(segment(2))).isEqualTo(segments.readAll(segment(2)));
      Path again = folder.resolve("again");
      target.exporter().exportFolder(segment(4).threadId(), FORMAT, again);
      assertThat(log(again, segment(2))).hasSameBinaryContentAs(log(out(), segment(2)));
      assertThat(target.verify().problems()).isEmpty();
    }
  }

  @Test
  void aDryRunStoresNothing() {
    for (Path file : Importer.files(STORE)) {
      ImportOptions dry = ImportOptions.DEFAULT.withoutStoring();
      assertThat(threadbase.importer().importFile(file, dry).stored()).isPositive();
    }
    assertThat(segments.listSessions()).isEmpty();
    loadAll(STORE);
    for (Path file : Importer.files(STORE)) {
      ImportOptions dry = ImportOptions.DEFAULT.withoutStoring();
      ImportReport report = threadbase.importer().importFile(file, dry);
      assertThat(report.stored()).isZero();
      assertThat(report.existing()).isPositive();
    }
  }

  @Test
  void aSegmentThatIsSomethingElseHereIsRefused() {
    begin(segment(1).threadId());
    assertThatThrownBy(() -> load(write(segment(1), lines(start()))))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("is something else here");
    begin("not a log");
    assertThatThrownBy(() -> threadbase.exporter().exportFolder("not a log", FORMAT, out()))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("has no log");
    assertThatThrownBy(() -> threads.thread(segment(2).threadId()))
        .isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void aDeletedSessionCanBeReadAgain() {
    loadAll(STORE.resolve(SESSION.toString()));
    segments.deleteSession(SESSION, false);
    assertThat(segments.listSessions()).isEmpty();
    loadAll(STORE);
    exportAll();
    assertThat(contents(out())).isEqualTo(contents(STORE));
    verified();
  }
}

class SqliteSegmentFilesRoundTripTest extends SegmentFilesRoundTripContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFilesRoundTripTest extends SegmentFilesRoundTripContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
